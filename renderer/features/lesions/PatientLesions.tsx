import { Button, Skeleton, Switch } from "@mantine/core";
import { IconBodyScan, IconPlus } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LesionId, PatientDetail } from "../../../electron/contract/shapes";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { useNavigation } from "../frame/navigation";
import { BodyMap } from "./BodyMap";
import { draftAtSite, draftOf, placedAt, type LesionDraft } from "./lesionDraft";
import { LesionForm } from "./LesionForm";
import { photosOf } from "./lesionPhotos";
import { LesionRow } from "./LesionRow";
import styles from "./lesions.module.css";
import { useLesions } from "./useLesions";

interface PatientLesionsProps {
  readonly patient: PatientDetail;
  /** What stands below the lesions. */
  readonly children: ReactNode;
}

/** The patient's lesions on the body map and, beside it, as a list with their photos. */
export function PatientLesions({ patient, children }: PatientLesionsProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const lesions = useLesions(patient.id);
  const [chosen, setChosen] = useState<LesionId | null>(null);
  const [draft, setDraft] = useState<LesionDraft | null>(null);
  const [showsArchived, setShowsArchived] = useState(false);

  const all = lesions.data ?? [];
  const archived = all.filter(({ archivedAt }) => archivedAt !== null).length;
  const shown = all.filter(({ archivedAt }) => archivedAt === null || showsArchived);

  const form = draft && (
    <LesionForm
      patientId={patient.id}
      draft={draft}
      hasPhotos={draft.lesion !== null && photosOf(patient.photos, draft.lesion.id).length > 0}
      onChange={setDraft}
      onDone={(lesionId) => {
        setDraft(null);
        setChosen(lesionId);
      }}
    />
  );

  return (
    <>
      <section className={styles["mapPane"]} aria-label={t("bodyMap.title")}>
        <BodyMap
          lesions={shown}
          photos={patient.photos}
          chosen={chosen}
          onChoose={setChosen}
          draft={draft}
          onPlace={(position) => {
            setDraft(placedAt(draft, position));
          }}
        />
      </section>
      <div className={styles["listPane"]}>
        <section>
          <header className={styles["listHead"]}>
            <h3 className={styles["listTitle"]}>{t("lesions.title")}</h3>
            {archived > 0 && (
              <Switch
                size="xs"
                label={t("lesions.showArchived", { count: archived })}
                checked={showsArchived}
                data-testid="lesions-archived"
                onChange={({ currentTarget }) => {
                  setShowsArchived(currentTarget.checked);
                }}
              />
            )}
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              disabled={draft !== null}
              onClick={() => {
                setDraft(draftAtSite("upper-back"));
              }}
              data-testid="lesion-new"
            >
              {t("lesions.new")}
            </Button>
          </header>
          {draft?.lesion === null && form}
          {lesions.isLoadingError ? (
            <FailureNotice error={lesions.error} onRetry={() => void lesions.refetch()} />
          ) : lesions.isPending ? (
            <Skeleton height={72} />
          ) : shown.length === 0 ? (
            draft === null && (
              <EmptyState
                icon={IconBodyScan}
                title={t("lesions.emptyTitle")}
                text={t("lesions.emptyText")}
              />
            )
          ) : (
            <ul className={styles["rows"]} data-testid="lesion-list">
              {shown.map((lesion) =>
                lesion.id === draft?.lesion?.id ? (
                  <li key={lesion.id}>{form}</li>
                ) : (
                  <LesionRow
                    key={lesion.id}
                    lesion={lesion}
                    photos={photosOf(patient.photos, lesion.id)}
                    chosen={lesion.id === chosen}
                    onChoose={() => {
                      setChosen(lesion.id === chosen ? null : lesion.id);
                    }}
                    onEdit={() => {
                      setDraft(draftOf(lesion));
                    }}
                    onOpen={(photoId) => {
                      go({ room: "lesion", patientId: patient.id, lesionId: lesion.id, photoId });
                    }}
                  />
                ),
              )}
            </ul>
          )}
        </section>
        {children}
      </div>
    </>
  );
}
