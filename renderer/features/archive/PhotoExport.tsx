import { Button, Tooltip } from "@mantine/core";
import { IconFileExport, IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PhotoSummary } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { useArchiveActions, useArchiveSettings } from "./useArchive";

/** Sends a photo to the archive, where there is one, or saves it as a DICOM file. */
export function PhotoExport({ photo }: { readonly photo: PhotoSummary }) {
  const { t } = useTranslation();
  const { data: settings } = useArchiveSettings();
  const { send } = useArchiveActions();
  const save = useMutation({
    mutationFn: () => call("dicom.save", { photoId: photo.id }),
    onSuccess: ({ saved }) => {
      if (saved) showNotice(t("archive.saved"));
    },
  });
  const hasPatient = photo.patient !== null;
  const name = photo.name;
  const failed = send.isError ? send : save;
  return (
    <>
      {settings && settings.url !== null && (
        <Tooltip label={t("archive.noPatient")} disabled={hasPatient}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconSend size={16} stroke={1.6} />}
            // Not `disabled`, which would hide why from the keyboard.
            {...(hasPatient ? {} : { "data-disabled": true, "aria-disabled": true })}
            loading={send.isPending}
            data-testid="photo-send"
            onClick={() => {
              if (!hasPatient) return;
              send.mutate(photo.id, {
                onSuccess: ({ added }) => {
                  showNotice(t(added > 0 ? "archive.onItsWay" : "archive.known", { name }));
                },
              });
            }}
          >
            {t("archive.send")}
          </Button>
        </Tooltip>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconFileExport size={16} stroke={1.6} />}
        loading={save.isPending}
        data-testid="photo-dicom"
        onClick={() => {
          save.mutate();
        }}
      >
        {t("archive.save")}
      </Button>
      <Dialog opened={failed.isError} onClose={failed.reset} title={t("archive.failed")} size={480}>
        <FailureNotice error={failed.error} />
      </Dialog>
    </>
  );
}
