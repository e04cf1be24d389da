import { defineConfig } from "vitest/config";

/** The carriers' side of the API, in plain Node against fakes on loopback. */
export default defineConfig({ test: { name: "carriers", include: ["test/carriers/**/*.test.ts"] } });
