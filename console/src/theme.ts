import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/** One accent, and greys with a trace of it. Every pair used for text keeps a contrast of 4.5:1. */
export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 6 },
  colors: {
    pine: [
      "#eef8f5",
      "#dcf0ea",
      "#b5e0d3",
      "#88ccb9",
      "#5cb59e",
      "#349c83",
      "#1c8069",
      "#0f6b57",
      "#0c5647",
      "#084237",
    ],
    dark: [
      "#e6ebe9",
      "#c2cac7",
      "#9da7a3",
      "#737d79",
      "#47504c",
      "#353d3a",
      "#212826",
      "#151a18",
      "#101412",
      "#0b0e0d",
    ],
  },
  fontFamily: '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif',
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-text": "#17201c",
    "--mantine-color-dimmed": "#56615c",
    "--mantine-color-placeholder": "#66716b",
    "--mantine-color-error": "#b3261e",
  },
  dark: {
    "--mantine-color-placeholder": "#8b9591",
    "--mantine-color-error": "#ff9b92",
  },
});
