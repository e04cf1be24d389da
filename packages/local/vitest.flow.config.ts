import { defineConfig } from "vitest/config";

/** Flows through all Workers. One rig serves all files. */
export default defineConfig({
  test: {
    name: "flow",
    include: ["test/flow/**/*.test.ts"],
    globalSetup: ["./test/rig/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
