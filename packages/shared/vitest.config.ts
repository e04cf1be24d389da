import { defineConfig } from "vitest/config";

/** Pure code has no state to keep apart: files share a process, and nothing is loaded twice. */
export default defineConfig({ test: { include: ["src/**/*.test.ts"], isolate: false, testTimeout: 20_000 } });
