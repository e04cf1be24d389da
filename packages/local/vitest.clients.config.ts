import { defineConfig } from "vitest/config";

/** Other people's clients against the running stack. */
export default defineConfig({
  test: {
    name: "clients",
    include: ["test/clients/**/*.test.ts"],
    globalSetup: ["./test/rig/setup.ts", "./test/clients/bring.ts"],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
