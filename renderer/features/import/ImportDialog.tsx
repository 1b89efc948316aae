import { Button, FileButton, Group } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { MAX_TABLE_BYTES } from "../../../electron/contract/imports";
import { failureFrom } from "../../api/failure";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { failureLine } from "../../words/failureWords";
import styles from "./import.module.css";
import { ImportPlan } from "./ImportPlan";
import { ImportProgress } from "./ImportProgress";
import { TABLE_ENDINGS } from "./tableFiles";
import { useImport } from "./useImport";

interface ImportDialogProps {
  /** The table to begin with; null: it is chosen here. */
  readonly file: File | null;
  readonly onClose: () => void;
  readonly onImported: () => void;
}

/** Takes patients in from a table: choose it, say what its columns are, see, import. */
export function ImportDialog({ file, onClose, onImported }: ImportDialogProps) {
  const { t } = useTranslation();
  const plan = useImport(file);
  const { table, preview, run } = plan;
  const forgetFile = useRef<() => void>(null);
  const taken = preview.data ? preview.data.counts.created + preview.data.counts.updated : 0;

  return (
    <Dialog
      opened
      onClose={onClose}
      busy={run.isPending}
      closeOnClickOutside={table === null}
      title={t("import.title")}
      size={960}
    >
      <p className={styles["intro"]}>
        {t("import.intro", { limit: MAX_TABLE_BYTES / 1024 / 1024 })}
      </p>
      <div className={styles["file"]}>
        <FileButton
          accept={[...TABLE_ENDINGS, "text/csv"].join()}
          inputProps={{ "aria-label": t("import.fileInput") }}
          resetRef={forgetFile}
          onChange={(chosen) => {
            plan.choose(chosen);
            // So that the same file can be chosen again after it was mended.
            forgetFile.current?.();
          }}
        >
          {(props) => (
            <Button
              {...props}
              variant={table === null ? "filled" : "default"}
              leftSection={<IconFileSpreadsheet size={16} stroke={1.6} />}
              disabled={run.isPending}
              data-testid="import-choose"
            >
              {t(table === null ? "import.choose" : "import.chooseOther")}
            </Button>
          )}
        </FileButton>
        {table && (
          <span className={styles["fileName"]} title={table.name}>
            {table.name}
          </span>
        )}
      </div>
      {plan.failure && <FailureNotice error={plan.failure} />}
      {table &&
        !plan.failure &&
        (preview.data && !run.isPending ? (
          <ImportPlan
            preview={preview.data}
            duplicates={plan.duplicates}
            onMapping={plan.setMapping}
            onDuplicates={plan.setDuplicates}
          />
        ) : (
          <ImportProgress />
        ))}
      <Group justify="flex-end" gap={8} mt={24}>
        <Button
          variant="default"
          onClick={run.isPending ? plan.cancel : onClose}
          data-testid="import-cancel"
        >
          {t("common.cancel")}
        </Button>
        {table && preview.data && (
          <Button
            disabled={taken === 0 || preview.isFetching || plan.failure !== null}
            loading={run.isPending}
            onClick={() => {
              run.mutate(undefined, {
                onSuccess: (counts) => {
                  onClose();
                  onImported();
                  showNotice(t("import.done", counts));
                },
                onError: (error) => {
                  const failure = failureFrom(error);
                  if (failure.code !== "import.cancelled") return;
                  // The plan is shown again, as it was.
                  run.reset();
                  showNotice(failureLine(failure));
                },
              });
            }}
            data-testid="import-run"
          >
            {taken === 0 ? t("import.nothing") : t("import.confirm", { count: taken })}
          </Button>
        )}
      </Group>
    </Dialog>
  );
}
