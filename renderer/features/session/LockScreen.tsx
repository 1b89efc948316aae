import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../../../electron/contract/session";
import { Doorway } from "./Doorway";
import { RecoverForm } from "./RecoverForm";
import { SignInForm } from "./SignInForm";

type Locked = Extract<SessionState, { state: "locked" }>;

/** Sign-in; or the way back for an administrator who has lost the password. */
export function LockScreen({ session }: { readonly session: Locked }) {
  const { t } = useTranslation();
  const [recovers, setRecovers] = useState(false);
  const title = session.clinicName ?? t("app.name");
  if (recovers) {
    return (
      <Doorway title={title} text={t("session.recover.text")}>
        <RecoverForm
          onBack={() => {
            setRecovers(false);
          }}
        />
      </Doorway>
    );
  }
  return (
    <Doorway title={title}>
      <SignInForm
        session={session}
        onForgotten={() => {
          setRecovers(true);
        }}
      />
    </Doorway>
  );
}
