import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../../../electron/contract/session";
import { RestoreForm } from "../backups/RestoreForm";
import { Doorway } from "./Doorway";
import { RecoverForm } from "./RecoverForm";
import { SignInForm } from "./SignInForm";

type Locked = Extract<SessionState, { state: "locked" }>;

/** Sign-in; or the way back for an administrator who has lost the password. */
export function LockScreen({ session }: { readonly session: Locked }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<"sign-in" | "recover" | "restore">("sign-in");
  const back = (): void => {
    setWay("sign-in");
  };
  const title = session.clinicName ?? t("app.name");
  if (way === "recover") {
    return (
      <Doorway title={title} text={t("session.recover.text")}>
        <RecoverForm onBack={back} />
      </Doorway>
    );
  }
  if (way === "restore") {
    return (
      <Doorway title={t("session.restore.title")} text={t("session.restore.text")}>
        <RestoreForm onBack={back} />
      </Doorway>
    );
  }
  return (
    <Doorway title={title}>
      <SignInForm
        session={session}
        onForgotten={() => {
          setWay("recover");
        }}
        onRestore={() => {
          setWay("restore");
        }}
      />
    </Doorway>
  );
}
