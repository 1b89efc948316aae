import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useStatus } from "./api/useStatus";
import { DashboardScreen } from "./features/dashboard/DashboardScreen";
import { Frame } from "./features/frame/Frame";
import { NavigationProvider, useNavigation } from "./features/frame/navigation";
import { DescriptionDraftsProvider } from "./features/description/descriptionDrafts";
import { ExportsProvider } from "./features/exports/exports";
import { DropLayer } from "./features/intake/DropLayer";
import { IntakeProvider } from "./features/intake/intake";
import { OutcomeDraftsProvider } from "./features/outcomes/outcomeDrafts";
import { ModelsScreen } from "./features/models/ModelsScreen";
import { ModelsViewProvider } from "./features/models/modelsView";
import { OfferedModel } from "./features/models/OfferedModel";
import { LesionPage } from "./features/lesions/LesionPage";
import { PatientEntryProvider } from "./features/patients/patientEntry";
import { PatientPage } from "./features/patients/PatientPage";
import { PatientSearchProvider } from "./features/patients/patientSearch";
import { PatientsScreen } from "./features/patients/PatientsScreen";
import { CorrectionReasonsProvider } from "./features/reports/correctionReasons";
import { ReportDeskProvider } from "./features/reports/reportDesk";
import { SessionGate } from "./features/session/SessionGate";
import { SettingsScreen } from "./features/settings/SettingsScreen";
import { TrainingDraftProvider } from "./features/training/trainingDraft";
import { TrainingScreen } from "./features/training/TrainingScreen";
import { TriageScreen } from "./features/triage/TriageScreen";
import { TriageViewProvider } from "./features/triage/triageView";
import { VisitDraftsProvider } from "./features/visits/visitDrafts";
import { FailureNotice } from "./ui/FailureNotice";
import { styleNonce } from "./ui/styleNonce";
import styles from "./app.module.css";
import { theme, themeVariables } from "./ui/theme";

export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={themeVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <IntakeProvider>
          <SessionGate>
            <NavigationProvider>
              <TriageViewProvider>
                <OutcomeDraftsProvider>
                  <DescriptionDraftsProvider>
                    <VisitDraftsProvider>
                      <PatientSearchProvider>
                        <PatientEntryProvider>
                          <ModelsViewProvider>
                            <TrainingDraftProvider>
                              <CorrectionReasonsProvider>
                                <ReportDeskProvider>
                                  <ExportsProvider>
                                    <Window />
                                  </ExportsProvider>
                                </ReportDeskProvider>
                              </CorrectionReasonsProvider>
                            </TrainingDraftProvider>
                          </ModelsViewProvider>
                        </PatientEntryProvider>
                      </PatientSearchProvider>
                    </VisitDraftsProvider>
                  </DescriptionDraftsProvider>
                </OutcomeDraftsProvider>
              </TriageViewProvider>
            </NavigationProvider>
          </SessionGate>
        </IntakeProvider>
      </QueryClientProvider>
      <Notifications
        position="bottom-left"
        autoClose={6000}
        limit={3}
        containerWidth={272}
        className={styles["notices"] ?? ""}
      />
    </MantineProvider>
  );
}

function Window() {
  const status = useStatus();
  if (status.isLoadingError) {
    return <FailureNotice error={status.error} onRetry={() => void status.refetch()} />;
  }
  return (
    <>
      <Frame>
        <Room />
      </Frame>
      <DropLayer />
      <OfferedModel />
    </>
  );
}

function Room() {
  const { place } = useNavigation();
  switch (place.room) {
    case "triage":
      return <TriageScreen />;
    case "dashboard":
      return <DashboardScreen />;
    case "models":
      return <ModelsScreen version={place.version} />;
    case "training":
      return <TrainingScreen />;
    case "settings":
      return <SettingsScreen />;
    case "patients":
      return <PatientsScreen />;
    case "patient":
      return <PatientPage key={place.patientId} patientId={place.patientId} />;
    case "lesion":
      return (
        <LesionPage
          key={place.lesionId}
          patientId={place.patientId}
          lesionId={place.lesionId}
          photoId={place.photoId}
        />
      );
  }
}
