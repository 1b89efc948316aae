import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LesionId, PatientId } from "../../../electron/contract/shapes";
import { useAccount } from "../../api/useSession";
import { CameraDialog } from "./CameraDialog";
import type { Still } from "./takeStill";

interface CameraButtonProps {
  readonly patientId: PatientId | null;
  readonly lesionId?: LesionId;
  /** Only the icon, where space is short. */
  readonly compact?: boolean;
}

/** Opens the camera dialog. */
export function CameraButton({ patientId, lesionId, compact = false }: CameraButtonProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const [opened, setOpened] = useState(false);
  const [still, setStill] = useState<Still | null>(null);
  const open = (): void => {
    setOpened(true);
  };
  const label = t("camera.open");
  return (
    <>
      {compact ? (
        <Tooltip label={label}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={label}
            onClick={open}
            data-testid="camera-open"
          >
            <IconCamera size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button
          variant="default"
          leftSection={<IconCamera size={16} stroke={1.6} />}
          onClick={open}
          data-testid="camera-open"
        >
          {label}
        </Button>
      )}
      {/* While the clinic is locked, the screens stay, and with them what was taken and not used
          yet; a camera must not. */}
      {opened && account && (
        <CameraDialog
          patientId={patientId}
          lesionId={lesionId ?? null}
          still={still}
          onStill={setStill}
          onClose={() => {
            setOpened(false);
            setStill(null);
          }}
        />
      )}
    </>
  );
}
