import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { createOutside } from "./test/api/outside.ts";
import { testBindings } from "./test/api/bindings.ts";

const outside = createOutside();

const stub = (name: string) => ({
  name,
  modules: true,
  compatibilityDate: "2026-10-20",
  script: `export default { fetch: () => new Response("${name}") }`,
});

/** The management API on the whole central Worker: the real Team object and an embedded Postgres. */
export default defineConfig({
  plugins: [
    cloudflareTest({
      main: "./test/compat/main.ts",
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        bindings: testBindings,
        outboundService: outside.handle,
        workers: ["probe-weur", "probe-enam", "probe-apac", "ingest"].map((name) => stub(`nightbell-${name}`)),
      },
    }),
  ],
  test: {
    name: "compat",
    include: ["test/compat/**/*.test.ts"],
    setupFiles: ["./test/api/setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
