import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Analysis, PhotoDetail, PhotoId } from "../../../electron/contract/shapes";
import { totalDermoscopyScore } from "../../../electron/domain/abcdRule";
import { LevelBadge } from "../../ui/LevelBadge";
import { Term } from "../../ui/Term";
import { dayText, momentText } from "../../words/dates";
import { millimetreText, scoreText } from "../../words/lengths";
import { percent } from "../../../electron/domain/percent";
import styles from "./courseTable.module.css";
import { photoTime } from "./lesionPhotos";
import { OutcomeText } from "./OutcomeText";
import { diameterOf } from "./sizes";

const COLUMNS = [
  "photo",
  "outcome",
  "diameter",
  "abcd",
  "analysed",
  "model",
  "level",
  "leading",
  "score",
] as const;

/** An empty cell: nothing was recorded. */
const NOTHING = "–";

interface CourseTableProps {
  /** The earliest first; the table begins with the latest. */
  readonly photos: readonly PhotoDetail[];
  /** The photos that stand side by side. */
  readonly shown: readonly PhotoId[];
  readonly onChoose: (photoId: PhotoId) => void;
}

/** What people found in each photo of a lesion, and beside it what each model version said. */
export function CourseTable({ photos, shown, onChoose }: CourseTableProps) {
  const { t } = useTranslation();
  return (
    <table className={styles["table"]} data-testid="course-table">
      <caption className={styles["caption"]}>{t("course.title")}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {column === "abcd" ? (
                <Term name="abcd">{t("course.abcd")}</Term>
              ) : (
                t(`course.${column}`)
              )}
            </th>
          ))}
        </tr>
      </thead>
      {[...photos].reverse().map((photo) => (
        <PhotoRows
          key={photo.id}
          photo={photo}
          shown={shown.includes(photo.id)}
          onChoose={onChoose}
        />
      ))}
    </table>
  );
}

interface PhotoRowsProps {
  readonly photo: PhotoDetail;
  readonly shown: boolean;
  readonly onChoose: (photoId: PhotoId) => void;
}

/** One photo: a row for each of its analyses. */
function PhotoRows({ photo, shown, onChoose }: PhotoRowsProps) {
  const { t } = useTranslation();
  const [latest, ...earlier] = photo.analyses;
  const rows = 1 + earlier.length;
  const millimetres = diameterOf(photo);
  const { abcd } = photo.description;
  const score = abcd && totalDermoscopyScore(abcd);
  return (
    <tbody data-testid="course-photo" data-shown={shown || undefined}>
      <tr>
        <th scope="rowgroup" rowSpan={rows}>
          <UnstyledButton
            className={styles["photo"]}
            onClick={() => {
              onChoose(photo.id);
            }}
          >
            {dayText(photoTime(photo))}
          </UnstyledButton>
        </th>
        <td rowSpan={rows} data-column="outcome">
          {photo.outcome ? <OutcomeText outcome={photo.outcome} /> : t("course.noOutcome")}
        </td>
        <td rowSpan={rows} data-column="diameter">
          {millimetres === null ? NOTHING : millimetreText(millimetres)}
        </td>
        <td rowSpan={rows} data-column="abcd">
          {score === null ? NOTHING : scoreText(score)}
        </td>
        {latest ? <AnalysisCells analysis={latest} /> : <td colSpan={5}>{t("queue.waiting")}</td>}
      </tr>
      {earlier.map((analysis) => (
        <tr key={analysis.id} data-earlier>
          <AnalysisCells analysis={analysis} />
        </tr>
      ))}
    </tbody>
  );
}

function AnalysisCells({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTranslation();
  const { level, diagnosis, probabilities, malignancy } = analysis;
  const isAssessed = level !== "cannot-assess";
  return (
    <>
      <td>{momentText(analysis.createdAt)}</td>
      <td className={styles["model"]}>{analysis.modelVersion}</td>
      <td>
        <LevelBadge level={level} />
      </td>
      <td>
        {isAssessed
          ? t("probabilities.share", {
              name: t(`diagnoses.${diagnosis}.short`),
              percent: percent(probabilities[diagnosis]),
            })
          : NOTHING}
      </td>
      <td data-column="score">{isAssessed ? percent(malignancy) : NOTHING}</td>
    </>
  );
}
