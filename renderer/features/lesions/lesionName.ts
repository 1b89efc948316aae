import i18next from "i18next";
import type { Site } from "../../../electron/domain/bodyMap/sites";

interface Named {
  readonly number: number;
  readonly label: string;
  readonly site: Site;
}

/** What people call the lesion, else its site. */
export function lesionTitle({ label, site }: Named): string {
  return label === "" ? i18next.t(`sites.${site}`) : label;
}

/** Number and title, for lists to choose from. */
export function lesionName(lesion: Named): string {
  return i18next.t("lesions.named", { number: lesion.number, title: lesionTitle(lesion) });
}
