import { Radio, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { momentText } from "../../words/dates";
import { nextTime } from "./nextTime";
import { useTrainingDraft } from "./trainingDraft";
import styles from "./training.module.css";

/** Now, or at a time of the coming night. */
export function WhenChoice() {
  const { t } = useTranslation();
  const { draft, change } = useTrainingDraft();
  const { isTonight, time } = draft;
  const begins = nextTime(time, new Date());
  return (
    <Radio.Group
      label={t("training.when.label")}
      value={isTonight ? "tonight" : "now"}
      onChange={(value) => {
        change({ isTonight: value === "tonight" });
      }}
    >
      <div className={styles["when"]}>
        <Radio value="now" label={t("training.when.now")} data-testid="training-now" />
        <Radio value="tonight" label={t("training.when.tonight")} data-testid="training-tonight" />
        <TextInput
          type="time"
          aria-label={t("training.when.time")}
          value={time}
          disabled={!isTonight}
          error={isTonight && begins === null && t("training.when.noTime")}
          data-testid="training-time"
          onChange={({ currentTarget }) => {
            change({ time: currentTarget.value });
          }}
        />
      </div>
      {isTonight && begins !== null && (
        <p className={styles["faint"]} data-testid="training-begins">
          {t("training.when.begins", { moment: momentText(begins.toISOString()) })}
        </p>
      )}
    </Radio.Group>
  );
}
