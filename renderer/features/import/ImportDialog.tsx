import { Button, FileButton, Group, Skeleton } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { MAX_TABLE_BYTES } from "../../../electron/contract/imports";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import styles from "./import.module.css";
import { ImportPlan } from "./ImportPlan";
import { useImport } from "./useImport";

/** Takes patients in from a table: choose it, say what its columns are, see, import. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const plan = useImport();
  const { table, preview, run } = plan;
  const forgetFile = useRef<() => void>(null);
  const taken = preview.data ? preview.data.counts.created + preview.data.counts.updated : 0;

  return (
    <Dialog
      opened
      onClose={() => {
        if (!run.isPending) onClose();
      }}
      closeOnClickOutside={table === null}
      title={t("import.title")}
      size={960}
    >
      <p className={styles["intro"]}>
        {t("import.intro", { limit: MAX_TABLE_BYTES / 1024 / 1024 })}
      </p>
      <div className={styles["file"]}>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv"
          inputProps={{ "aria-label": t("import.fileInput") }}
          resetRef={forgetFile}
          onChange={(file) => {
            plan.choose(file);
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
        (preview.data ? (
          <ImportPlan
            preview={preview.data}
            duplicates={plan.duplicates}
            onMapping={plan.setMapping}
            onDuplicates={plan.setDuplicates}
          />
        ) : (
          <div role="status" aria-label={t("import.reading")}>
            <Skeleton height={240} />
          </div>
        ))}
      <Group justify="flex-end" gap={8} mt={24}>
        <Button variant="default" onClick={onClose} disabled={run.isPending}>
          {t("common.cancel")}
        </Button>
        {table && (
          <Button
            disabled={taken === 0 || preview.isFetching || plan.failure !== null}
            loading={run.isPending}
            onClick={() => {
              run.mutate(undefined, {
                onSuccess: (counts) => {
                  onClose();
                  showNotice(t("import.done", counts));
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
