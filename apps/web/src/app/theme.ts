import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Ink of the night sky: the one accent. State colours are separate tokens (`styles/tokens.css`). */
const night: MantineColorsTuple = [
  "#eef0fb",
  "#dde1f5",
  "#bcc4ea",
  "#9aa6e0",
  "#7d8bd6",
  "#6574cb",
  "#5262ba",
  "#414f9c",
  "#2c3672",
  "#1d2450",
];

/** Greys with a breath of blue, so that dark mode is a night and not a void. */
const dark: MantineColorsTuple = [
  "#e7e9f4",
  "#c5c9dc",
  "#9ca2bd",
  "#737a99",
  "#3d4362",
  "#2b3050",
  "#20253f",
  "#14182b",
  "#101325",
  "#0b0d1b",
];

const fontFamily = '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** The look of every Mantine component; its CSS variables are written to a file by vite.config.ts. */
export const theme = createTheme({
  colors: { night, dark },
  primaryColor: "night",
  primaryShade: { light: 8, dark: 6 },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily, fontWeight: "640" },
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  cursorType: "pointer",
  respectReducedMotion: true,
});
