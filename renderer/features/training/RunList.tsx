import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { countText } from "../../words/counts";
import { momentText } from "../../words/dates";
import { recipeText } from "../models/modelText";
import { useTrainingDraft } from "./trainingDraft";
import styles from "./training.module.css";

/** Runs before, the latest first. */
export function RunList({ runs }: { readonly runs: readonly TrainingRun[] }) {
  const { t } = useTranslation();
  const { change } = useTrainingDraft();
  if (runs.length === 0) return null;
  return (
    <section className={styles["earlier"]} data-testid="runs">
      <h3 className={styles["stepTitle"]}>{t("training.earlier.title")}</h3>
      <table className={styles["table"]} aria-label={t("training.earlier.title")}>
        <thead>
          <tr>
            <th scope="col">{t("training.earlier.when")}</th>
            <th scope="col">{t("models.version")}</th>
            <th scope="col">{t("training.steps.recipe")}</th>
            <th scope="col" data-number>
              {t("models.measures.photos")}
            </th>
            <th scope="col">{t("training.earlier.state")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {runs.map(({ id, createdAt, version, recipe, photos, state }) => (
            <tr key={id} data-testid="run-row" data-state={state}>
              <td>{momentText(createdAt)}</td>
              <td className={styles["fileName"]}>{version}</td>
              <td>{recipeText(recipe)}</td>
              <td data-number>{countText(photos.train)}</td>
              <td>{t(`training.states.${state}`)}</td>
              <td data-number>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={t("training.earlier.showRun", { version })}
                  onClick={() => {
                    change({ runId: id });
                  }}
                >
                  {t("training.earlier.show")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
