import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LesionId, PatientId, PhotoSummary } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { showUndo } from "../../ui/showUndo";
import { useChosen } from "../../ui/useChosen";
import { usePhotoActions } from "../photo/usePhotoActions";
import { lesionName } from "./lesionName";
import { useLesions } from "./useLesions";

const NONE = "none";

interface LesionPickerProps {
  readonly photo: PhotoSummary;
  readonly patientId: PatientId;
  /** Called when a key may choose here, and once the keyboard has left. */
  readonly onKeyboard?: (isHere: boolean) => void;
}

/** Says which of the patient's lesions a photo shows. */
export function LesionPicker({ photo, patientId, onKeyboard }: LesionPickerProps) {
  const { t } = useTranslation();
  const lesions = useLesions(patientId);
  const { assignLesion, showLesionAgain } = usePhotoActions(photo.id);
  const [chosen, choose] = useChosen(photo.lesion?.id ?? null, assignLesion.isPending);
  const show = (lesionId: LesionId | null): void => {
    const before = photo.lesion?.id ?? null;
    choose(lesionId);
    assignLesion.mutate(lesionId, {
      onSuccess: ({ name, lesion }) => {
        const message = lesion
          ? t("lesions.assigned", { name, lesion: lesionName(lesion) })
          : t("lesions.unassigned", { name });
        showUndo(message, () => showLesionAgain(before));
      },
    });
  };
  const followed =
    lesions.data?.filter(({ id, archivedAt }) => archivedAt === null || id === photo.lesion?.id) ??
    [];
  return (
    <>
      <NativeSelect
        size="xs"
        value={chosen ?? NONE}
        disabled={lesions.data === undefined}
        // Not disabled while it is kept: the focus would leave, and the next arrow key the photo.
        aria-busy={assignLesion.isPending}
        aria-label={t("lesions.ofPhoto", { name: photo.name })}
        data={[
          { value: NONE, label: t(followed.length === 0 ? "lesions.noneYet" : "lesions.none") },
          ...followed.map((lesion) => ({ value: lesion.id, label: lesionName(lesion) })),
        ]}
        data-testid="lesion-picker"
        onKeyDown={() => onKeyboard?.(true)}
        onBlur={() => onKeyboard?.(false)}
        onChange={({ currentTarget: { value } }) => {
          show(followed.find(({ id }) => id === value)?.id ?? null);
        }}
      />
      {assignLesion.error && <FailureNotice error={assignLesion.error} />}
    </>
  );
}
