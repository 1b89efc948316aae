import { Button, Tooltip } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PhotoSummary } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { useLanguage } from "../../words/language";

/** Writes the case of a photo for the clinic's record system. */
export function FhirButton({ photo }: { readonly photo: PhotoSummary }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const save = useMutation({
    mutationFn: () => call("exports.fhir", { photoId: photo.id, language }),
    onSuccess: (saved) => {
      if (saved) showNotice(t("exports.fhirDone"));
    },
  });
  const hasPatient = photo.patient !== null;
  return (
    <>
      <Tooltip label={t("exports.fhirNoPatient")} disabled={hasPatient}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFileExport size={16} stroke={1.6} />}
          // Not `disabled`, which would hide why from the keyboard.
          {...(hasPatient ? {} : { "data-disabled": true, "aria-disabled": true })}
          loading={save.isPending}
          onClick={() => {
            if (hasPatient) save.mutate();
          }}
          data-testid="photo-fhir"
        >
          {t("exports.fhir")}
        </Button>
      </Tooltip>
      <Dialog opened={save.isError} onClose={save.reset} title={t("exports.failed")} size={480}>
        <FailureNotice error={save.error} />
      </Dialog>
    </>
  );
}
