import { ActionIcon, Button } from "@mantine/core";
import { IconAlertTriangle, IconKeyOff, IconLoader2, IconX } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ERROR_CODES, type ErrorCode } from "../../../electron/contract/errors";
import type { VisionStatus } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { useStatus } from "../../api/useStatus";
import { failureWords } from "../../words/failureWords";
import styles from "./frame.module.css";

/** What everybody must know at the moment: analysis is not available, the key lies open. */
export function Banners() {
  const { data: status } = useStatus();
  if (!status) return null;
  return (
    <>
      <VisionBanner vision={status.vision} />
      {status.keyProtection === "file" && <KeyBanner />}
    </>
  );
}

function VisionBanner({ vision }: { readonly vision: VisionStatus }) {
  const { t } = useTranslation();
  if (vision.state === "ready") return null;
  if (vision.state === "starting") {
    return (
      <Banner
        tone="quiet"
        icon={<IconLoader2 size={20} stroke={1.6} className={styles["turning"]} />}
        testId="vision-banner"
      >
        <strong>{t("banner.starting.title")}</strong> {t("banner.starting.text")}
      </Banner>
    );
  }
  const failure = { code: knownCode(vision.code), details: vision.details };
  const words = failureWords(failure);
  return (
    <Banner tone="alarm" icon={<IconAlertTriangle size={20} stroke={1.6} />} testId="vision-banner">
      <strong>{t("banner.failed.title")}</strong>{" "}
      {failure.code !== "vision.unavailable" && `${words.what} `}
      {words.safe} {words.do}{" "}
      <span className={styles["bannerCode"]}>{t("failure.code", { code: vision.code })}</span>{" "}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          void call("vision.restart", {});
        }}
      >
        {t("banner.failed.restart")}
      </Button>
    </Banner>
  );
}

function KeyBanner() {
  const { t } = useTranslation();
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <Banner
      tone="warning"
      icon={<IconKeyOff size={20} stroke={1.6} />}
      testId="key-banner"
      onDismiss={() => {
        setDismissed(true);
      }}
    >
      <strong>{t("banner.keyFile.title")}</strong> {t("banner.keyFile.text")}
    </Banner>
  );
}

interface BannerProps {
  readonly tone: "quiet" | "warning" | "alarm";
  readonly icon: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
  readonly onDismiss?: () => void;
}

function Banner({ tone, icon, testId, children, onDismiss }: BannerProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["banner"]} data-tone={tone} role="status" data-testid={testId}>
      {icon}
      <p className={styles["bannerText"]}>{children}</p>
      {onDismiss && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("common.dismiss")}
          onClick={onDismiss}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

/** A code that this window has words for. */
function knownCode(code: string): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? "vision.unavailable";
}
