import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAccount } from "../api/useSession";

interface DialogProps extends ModalProps {
  /** What was entered is being saved: until main has answered, the dialog cannot be closed. */
  readonly busy?: boolean;
}

/**
 * A dialog whose cross has a name for those who cannot see it. While the clinic is locked it is
 * hidden, and Escape at the door is not for it.
 */
export function Dialog({ busy = false, onClose, ...rest }: DialogProps) {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <Modal
      closeButtonProps={{ "aria-label": t("common.close"), disabled: busy }}
      closeOnEscape={account !== null}
      onClose={() => {
        if (!busy) onClose();
      }}
      {...rest}
    />
  );
}
