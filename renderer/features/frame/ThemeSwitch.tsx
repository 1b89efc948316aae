import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ChoiceMenu } from "../../ui/ChoiceMenu";

const CHOICES = [
  { scheme: "light", icon: IconSun },
  { scheme: "dark", icon: IconMoon },
  { scheme: "auto", icon: IconDeviceDesktop },
] as const;

/** Light, dark, or as the system; kept on this computer. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  return (
    <ChoiceMenu
      name="theme"
      label={t("frame.theme.label")}
      icon={shown === "dark" ? IconMoon : IconSun}
      value={colorScheme}
      choices={CHOICES.map(({ scheme, icon: Symbol }) => ({
        value: scheme,
        label: t(`frame.theme.${scheme}`),
        icon: <Symbol size={16} stroke={1.6} />,
      }))}
      onChoose={setColorScheme}
    />
  );
}
