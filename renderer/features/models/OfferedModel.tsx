import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { useRole } from "../../api/useRole";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showFailure } from "../../ui/showFailure";
import { showNotice } from "../../ui/showNotice";
import { useNavigation } from "../frame/navigation";
import styles from "./models.module.css";

/** Asks about a model file that somebody opened with the application, in whichever room. */
export function OfferedModel() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const isAdmin = useRole() === "admin";
  const client = useQueryClient();
  const { data: name = null } = useQuery({
    queryKey: queryKeys.offeredModel,
    queryFn: () => call("models.offered", {}),
  });
  const take = useMutation({
    mutationFn: () => call("models.takeOffered", {}),
    onSuccess: ({ version }) => {
      end();
      go({ room: "models", version });
      showNotice(t("models.import.done", { version }));
    },
  });
  const end = (): void => {
    take.reset();
    client.setQueryData(queryKeys.offeredModel, null);
  };
  const dismiss = (): void => {
    end();
    call("models.dismissOffered", {}).catch(showFailure);
  };
  return (
    <Dialog
      opened={name !== null}
      onClose={dismiss}
      busy={take.isPending}
      title={t(take.isError ? "models.import.refused" : "models.offered.title")}
      size={480}
    >
      <div className={styles["dialog"]} data-testid="model-offered">
        <p className={styles["offered"]}>{name}</p>
        {take.isError ? (
          <FailureNotice error={take.error} />
        ) : (
          <p className={styles["soft"]}>
            {t(isAdmin ? "models.offered.text" : "models.offered.forAdmin")}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={dismiss} disabled={take.isPending}>
            {t(isAdmin && !take.isError ? "models.offered.dismiss" : "common.close")}
          </Button>
          {isAdmin && !take.isError && (
            <Button
              data-autofocus
              loading={take.isPending}
              data-testid="model-take-offered"
              onClick={() => {
                take.mutate();
              }}
            >
              {t("models.offered.take")}
            </Button>
          )}
        </Group>
      </div>
    </Dialog>
  );
}
