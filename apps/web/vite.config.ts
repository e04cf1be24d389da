import react from "@vitejs/plugin-react";
import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from "@mantine/core";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { theme } from "./src/app/theme.ts";

const MODULE = "virtual:theme.css";

/** Mantine's CSS variables as a style sheet of their own: the content policy allows no injected style element. */
function themeVariables(): Plugin {
  return {
    name: "nightbell:theme-variables",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      return convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ":root");
    },
  };
}

export default defineConfig({
  plugins: [react(), themeVariables()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    // What every page needs, and what most pages share: many small files cost round trips and compress badly.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "core", test: /node_modules\/(react|react-dom|scheduler|@tanstack)\//, priority: 2 },
            { name: "shared", test: /src\/(ui|lib)\/|@mantine\/|floating-ui/, minShareCount: 13, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: "127.0.0.1", proxy: { "/api": { target: "http://127.0.0.1:8787", ws: true } } },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "happy-dom",
    setupFiles: ["src/testing/setup.ts"],
    maxWorkers: 2,
  },
});
