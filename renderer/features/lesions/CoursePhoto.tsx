import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { momentText } from "../../words/dates";
import { AbcdPanel } from "../description/AbcdPanel";
import { PhotoNotes } from "../description/PhotoNotes";
import styles from "./compare.module.css";
import { photoTime } from "./lesionPhotos";

/** What people say of the photo on the active side. */
export function CoursePhoto({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  return (
    <aside className={styles["photoPane"]} data-testid="course-photo-notes">
      <h3 className={styles["photoTitle"]}>
        {t("description.of", { when: momentText(photoTime(photo)) })}
      </h3>
      <PhotoNotes photo={photo} />
      <AbcdPanel photo={photo} />
    </aside>
  );
}
