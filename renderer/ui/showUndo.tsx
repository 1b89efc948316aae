import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import styles from "./notice.module.css";
import { showFailure } from "./showFailure";

/** How long what was done can be undone from its notice. */
const SHOWN_MS = 12_000;

const ID = "undo";

/**
 * Says in passing that something was done, and offers to undo it; only the last of these stays.
 *
 * @param undo where it fails, a notice says why
 */
export function showUndo(message: string, undo: () => Promise<unknown>): void {
  hideUndo();
  notifications.show({
    id: ID,
    autoClose: SHOWN_MS,
    closeButtonProps: { "aria-label": i18next.t("common.dismiss") },
    message: (
      <span className={styles["undo"]}>
        {message}
        <Button
          variant="subtle"
          size="compact-sm"
          data-testid="undo"
          onClick={() => {
            hideUndo();
            undo().catch((error: unknown) => {
              showFailure(error);
            });
          }}
        >
          {i18next.t("common.undo")}
        </Button>
      </span>
    ),
  });
}

/** What the notice tells of was undone in another way. */
export function hideUndo(): void {
  notifications.hide(ID);
}
