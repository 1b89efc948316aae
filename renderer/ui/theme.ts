import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Neutral greys with a hint of blue. */
const grey: MantineColorsTuple = [
  "#f6f8f9",
  "#eef2f4",
  "#e2e8ec",
  "#d2dae0",
  "#b9c4cd",
  "#8896a3",
  "#687784",
  "#4d5b68",
  "#35424d",
  "#1d2730",
];

/** The same greys at night; 7 is the page, 6 what lies on it. */
const night: MantineColorsTuple = [
  "#dfe5ea",
  "#b3bec8",
  "#8e9ba7",
  "#64727e",
  "#36424c",
  "#2a343c",
  "#1e262c",
  "#161c21",
  "#101519",
  "#0a0d10",
];

/** The one accent: a deep teal. */
const petrol: MantineColorsTuple = [
  "#e7f3f3",
  "#d0e6e7",
  "#a5d0d2",
  "#76b9bc",
  "#4da3a8",
  "#2e8c92",
  "#1a787e",
  "#0b646a",
  "#085258",
  "#064045",
];

/** For what is urgent or destroys something. */
const carmine: MantineColorsTuple = [
  "#fceef0",
  "#f7d6db",
  "#f0aeb8",
  "#e98594",
  "#dd5a6e",
  "#cf3a52",
  "#bf2440",
  "#a81632",
  "#8d1029",
  "#720b20",
];

export const theme = createTheme({
  fontFamily: '"Source Sans 3 Variable", "Segoe UI", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, Consolas, Menlo, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "28px", lineHeight: "36px" },
      h2: { fontSize: "20px", lineHeight: "28px" },
      h3: { fontSize: "16px", lineHeight: "24px" },
    },
  },
  colors: { gray: grey, dark: night, petrol, red: carmine },
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  cursorType: "pointer",
  // Global styles draw one focus ring for everything. Mantine's own class for none would take
  // that, too, off everything that bears it.
  focusRing: "never",
  focusClassName: "focusable",
  components: {
    Button: { defaultProps: { size: "sm" } },
    Tooltip: {
      defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 0 } },
    },
    Modal: {
      defaultProps: {
        centered: true,
        padding: "xl",
        radius: "lg",
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 0.5 },
      },
      styles: { title: { fontSize: "16px", fontWeight: 600 } },
    },
    // Twelve points are the least, also below and above a field.
    Input: {
      vars: () => ({ wrapper: { "--input-fz": "14px", "--input-bd": "var(--field-line)" } }),
    },
    InputWrapper: {
      vars: () => ({
        label: { "--input-label-size": "13px" },
        description: { "--input-description-size": "12px" },
        error: { "--input-error-size": "12px" },
      }),
    },
    Kbd: { styles: { root: { fontFamily: "inherit", fontWeight: 600 } } },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 0 },
        shadow: "md",
        // The first entry takes the focus; a menu may hold nothing but entries.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: "md" } },
  },
});

/** Hands our own colours (theme.css) to Mantine's components. */
export const themeVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--panel)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-faint)",
    "--mantine-color-placeholder": "var(--ink-faint)",
    "--mantine-color-default": "var(--field)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-error": "var(--urgent)",
    "--mantine-color-anchor": "var(--accent-ink)",
    "--mantine-color-petrol-light-color": "var(--accent-ink)",
    "--mantine-color-petrol-light-hover": "var(--hover)",
    "--mantine-color-gray-light-color": "var(--ink-soft)",
    "--mantine-color-gray-light-hover": "var(--hover)",
  };
  return { variables: {}, light: shared, dark: shared };
};
