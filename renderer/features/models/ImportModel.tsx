import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { MAX_MODEL_BYTES, type ModelSummary } from "../../../electron/contract/models";
import { call } from "../../api/client";
import { RequestFailure } from "../../api/failure";
import { queryKeys } from "../../api/queryKeys";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { useNavigation } from "../frame/navigation";
import styles from "./models.module.css";

const MEGABYTE = 1e6;

/** Takes in a version that was exported elsewhere, or says why not. */
export function ImportModel({ models }: { readonly models: readonly ModelSummary[] }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const client = useQueryClient();
  const forgetFile = useRef<() => void>(null);
  const take = useMutation({
    mutationFn: async (file: File) =>
      call("models.import", { bytes: await contentOf(file) }),
    onSuccess: async ({ version }) => {
      const isKnown = models.some((each) => each.version === version);
      await client.invalidateQueries({ queryKey: queryKeys.models });
      go({ room: "models", version });
      showNotice(t(isKnown ? "models.import.known" : "models.import.done", { version }));
    },
  });
  return (
    <footer className={styles["versionsFoot"]}>
      <FileButton
        accept=".lentigo-model"
        inputProps={{ "aria-label": t("models.import.input") }}
        resetRef={forgetFile}
        onChange={(file) => {
          if (file) take.mutate(file);
          // So that the same file can be chosen again.
          forgetFile.current?.();
        }}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            fullWidth
            leftSection={<IconUpload size={16} stroke={1.6} />}
            loading={take.isPending}
            data-testid="model-import"
          >
            {t("models.import.choose")}
          </Button>
        )}
      </FileButton>
      <Dialog opened={take.isError} onClose={take.reset} title={t("models.import.refused")} size={480}>
        <div className={styles["dialog"]} data-testid="model-refused">
          <p className={styles["soft"]}>{take.variables?.name}</p>
          <FailureNotice error={take.error} />
        </div>
      </Dialog>
    </footer>
  );
}

async function contentOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_MODEL_BYTES) {
    const megabytes = Math.round(file.size / MEGABYTE);
    const details = { megabytes, limit: Math.round(MAX_MODEL_BYTES / MEGABYTE) };
    throw new RequestFailure({ code: "model.file-too-large", details });
  }
  return new Uint8Array(await file.arrayBuffer());
}
