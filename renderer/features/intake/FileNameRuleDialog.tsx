import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { FileNameRuleForm } from "./FileNameRuleForm";

/** Says how the clinic's cameras name their files, so that photos find their patients. */
export function FileNameRuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const settings = useQuery({
    queryKey: queryKeys.settings,
    queryFn: () => call("settings.get", {}),
    staleTime: 0,
  });
  const save = useMutation({
    mutationFn: (fileNameRule: string) => call("settings.update", { fileNameRule }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.settings, saved);
      onClose();
      showNotice(t(saved.fileNameRule === "" ? "fileNameRule.off" : "fileNameRule.saved"));
    },
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      busy={save.isPending}
      title={t("fileNameRule.title")}
      size={520}
      closeOnClickOutside={false}
    >
      {settings.isError && (
        <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data && (
        <FileNameRuleForm
          saved={settings.data.fileNameRule}
          busy={save.isPending}
          error={save.error}
          onSave={save.mutate}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
