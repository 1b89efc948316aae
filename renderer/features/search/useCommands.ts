import { useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconFileImport,
  IconFiles,
  IconFileText,
  IconKeyboard,
  IconLanguage,
  IconLock,
  IconMoon,
  IconNotes,
  IconPhotoPlus,
  IconSettings,
  IconSun,
  IconUserPlus,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../../electron/domain/language";
import { call } from "../../api/client";
import { useRole } from "../../api/useRole";
import { showFailure } from "../../ui/showFailure";
import { chooseLanguage, useLanguage } from "../../words/language";
import type { HelpPage } from "../frame/HelpDialogs";
import { SETTINGS_SECTIONS, useNavigation } from "../frame/navigation";
import { ROOMS } from "../frame/rooms";
import { useIntake } from "../intake/intake";
import { usePatientEntry } from "../patients/patientEntry";
import { useReportDesk } from "../reports/reportDesk";
import { subjectAt } from "../reports/subjectAt";
import { useTriageView } from "../triage/triageView";

/** Something the window can do, wherever one is. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

const SCHEMES = [
  { scheme: "light", icon: IconSun },
  { scheme: "dark", icon: IconMoon },
  { scheme: "auto", icon: IconDeviceDesktop },
] as const;

/** Everything that whoever is signed in may do from the search. */
export function useCommands(showHelp: (page: HelpPage) => void): readonly Command[] {
  const { t } = useTranslation();
  const { place, go } = useNavigation();
  const { choose } = useIntake();
  const { register, importTable } = usePatientEntry();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const language = useLanguage();
  const mayAdminister = useRole() === "admin";
  const { photoId } = useTriageView();
  const { report, openDay } = useReportDesk();
  const subject = subjectAt(place, photoId);
  const goTo = (id: string, label: string, icon: Icon, where: typeof place): Command => ({
    id,
    icon,
    label: t("search.go", { place: label }),
    run: () => {
      go(where);
    },
  });

  return [
    ...ROOMS.map(({ key, icon }) => goTo(key, t(`frame.${key}`), icon, { room: key })),
    {
      id: "add-photos",
      label: t("intake.add"),
      icon: IconPhotoPlus,
      keys: "Ctrl O",
      run: () => {
        choose("patientId" in place ? place.patientId : null);
      },
    },
    ...(subject
      ? [
          {
            id: "report",
            label: t(`reports.open.${subject.kind}`),
            icon: IconFileText,
            keys: "R",
            run: () => {
              report(subject);
            },
          },
        ]
      : []),
    { id: "day-reports", label: t("reports.day.open"), icon: IconFiles, run: openDay },
    { id: "new-patient", label: t("patients.new"), icon: IconUserPlus, run: register },
    {
      id: "import",
      label: t("import.title"),
      icon: IconFileImport,
      run: () => {
        importTable(null);
      },
    },
    {
      id: "lock",
      label: t("frame.keys.lock"),
      icon: IconLock,
      keys: "Ctrl L",
      run: () => {
        call("session.lock", {}).catch(showFailure);
      },
    },
    {
      id: "keys",
      label: t("frame.keys.title"),
      icon: IconKeyboard,
      keys: "?",
      run: () => {
        showHelp("keys");
      },
    },
    {
      id: "quick-start",
      label: t("frame.quickStart.title"),
      icon: IconNotes,
      run: () => {
        showHelp("quick-start");
      },
    },
    ...SCHEMES.filter(({ scheme }) => scheme !== colorScheme).map(({ scheme, icon }) => ({
      id: `theme-${scheme}`,
      label: t("search.theme", { theme: t(`frame.theme.${scheme}`) }),
      icon,
      run: () => {
        setColorScheme(scheme);
      },
    })),
    ...LANGUAGES.filter((other) => other !== language).map((other) => ({
      id: `language-${other}`,
      label: t("search.language", { language: t(`language.${other}`) }),
      icon: IconLanguage,
      run: () => {
        chooseLanguage(other);
      },
    })),
    ...SETTINGS_SECTIONS.filter((section) => section === "own" || mayAdminister).map((section) =>
      goTo(`settings-${section}`, t(`settings.${section}.title`), IconSettings, {
        room: "settings",
        section,
      }),
    ),
  ];
}
