import { useTranslation } from "react-i18next";
import type { ModelDetail } from "../../../electron/contract/models";
import { useRole } from "../../api/useRole";
import { dayText } from "../../words/dates";
import { ModelActions } from "./ModelActions";
import { ModelNote } from "./ModelNote";
import styles from "./models.module.css";
import { ModelStateBadge } from "./ModelStateBadge";
import { recipeText } from "./modelText";

/** What a version is and where it came from, and what can be done with it. */
export function ModelHead({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  const isAdmin = useRole() === "admin";
  const { version, state, origin, parent, createdAt, recipe, photos, analyses, note } = model;
  return (
    <header className={styles["head"]}>
      <div className={styles["headLine"]}>
        <h3 className={styles["name"]} title={version} data-selectable>
          {version}
        </h3>
        <ModelStateBadge state={state} />
        {isAdmin && <ModelActions model={model} />}
      </div>
      <ul className={styles["facts"]}>
        <li>
          {t(`models.origins.${origin}`)}, {dayText(createdAt)}
        </li>
        {parent !== null && <li>{t("models.learnedOnFrom", { parent })}</li>}
        <li>{t("models.recipe", { recipe: recipeText(recipe) })}</li>
        <li>{t("models.photos", { count: photos })}</li>
        <li>{t("models.analyses", { count: analyses })}</li>
      </ul>
      {isAdmin ? (
        <ModelNote version={version} note={note} />
      ) : (
        note !== "" && <p className={styles["soft"]}>{note}</p>
      )}
    </header>
  );
}
