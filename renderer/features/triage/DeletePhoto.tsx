import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { showNotice } from "../../ui/showNotice";
import { usePhoto } from "../photo/usePhoto";

interface DeletePhotoProps {
  readonly photoId: PhotoId;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted: (photoId: PhotoId) => void;
}

export function DeletePhoto({ photoId, opened, onClose, onDeleted }: DeletePhotoProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: photo } = usePhoto(photoId);
  const name = photo?.name ?? "";
  const remove = useMutation({
    mutationFn: () => call("photos.delete", { photoId }),
    onSuccess: () => {
      onClose();
      onDeleted(photoId);
      client.removeQueries({ queryKey: queryKeys.photo(photoId) });
      showNotice(t("delete.done", { name }));
    },
  });
  return (
    <ConfirmDialog
      opened={opened && photo !== undefined}
      title={t("delete.title")}
      confirm={t("delete.confirm")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        remove.mutate();
      }}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    >
      {t("delete.text", { name })}
    </ConfirmDialog>
  );
}
