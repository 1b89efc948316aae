import { Button } from "@mantine/core";
import { IconAlertTriangle, IconLoader2, IconTheater } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ERROR_CODES, type ErrorCode } from "../../../electron/contract/errors";
import type { VisionStatus } from "../../../electron/contract/shapes";
import type { EventPayload } from "../../../electron/contract/events";
import { call, on } from "../../api/client";
import { useSession } from "../../api/useSession";
import { useStatus } from "../../api/useStatus";
import { showFailure } from "../../ui/showFailure";
import { failureWords } from "../../words/failureWords";
import { Banner } from "./Banner";
import styles from "./frame.module.css";
import { KeepingBanners } from "./KeepingBanners";

/** What people must know at the moment: analysis is not available, nothing here is real, damage. */
export function Banners() {
  const { data: status } = useStatus();
  const { data: session } = useSession();
  return (
    <>
      {status && <VisionBanner vision={status.vision} />}
      {session?.state === "open" && session.demo && <DemoBanner />}
      {session?.state === "open" && !session.demo && session.account.role === "admin" && (
        <KeepingBanners />
      )}
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
          call("vision.restart", {}).catch(showFailure);
        }}
      >
        {t("banner.failed.restart")}
      </Button>
    </Banner>
  );
}

/** Nothing in the demo clinic is anybody's, so one click removes it. */
function DemoBanner() {
  const { t } = useTranslation();
  const progress = useDemoProgress();
  const remove = useMutation({
    mutationFn: () => call("session.removeDemo", {}),
    onError: showFailure,
  });
  return (
    <Banner tone="warning" icon={<IconTheater size={20} stroke={1.6} />} testId="demo-banner">
      <strong>{t("banner.demo.title")}</strong> {t("banner.demo.text")}{" "}
      {progress && t("banner.demo.filling", progress)}{" "}
      <Button
        size="compact-sm"
        variant="default"
        loading={remove.isPending}
        data-testid="remove-demo"
        onClick={() => {
          remove.mutate();
        }}
      >
        {t("banner.demo.remove")}
      </Button>
    </Banner>
  );
}

/** How far the demo clinic has filled itself; null where it is full. */
function useDemoProgress() {
  const [progress, setProgress] = useState<EventPayload<"demo.progress"> | null>(null);
  useEffect(() => on("demo.progress", setProgress), []);
  return progress && progress.done < progress.total ? progress : null;
}

/** A code that this window has words for. */
function knownCode(code: string): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? "vision.unavailable";
}
