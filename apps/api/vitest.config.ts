import { defineConfig } from "vitest/config";

/** All of this package's suites; each has its own rig. */
export default defineConfig({ test: { projects: ["./vitest.*.config.ts"] } });
