import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { createOutside } from "./test/api/outside.ts";
import { PROBE } from "./test/api/probe.ts";
import { testBindings } from "./test/api/bindings.ts";

const outside = createOutside();

const stub = (name: string, script: string) => ({
  name,
  modules: true,
  compatibilityDate: "2026-10-20",
  script,
});
const INGEST = `export default { fetch: (request) => new Response("nightbell-ingest " + new URL(request.url).pathname) }`;

/** The API in workerd against an embedded Postgres; every outbound request ends in `test/api/outside.ts`. */
export default defineConfig({
  plugins: [
    cloudflareTest({
      main: "./test/api/main.ts",
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        bindings: testBindings,
        outboundService: outside.handle,
        workers: ["weur", "enam", "apac"]
          .map((region) => stub(`nightbell-probe-${region}`, PROBE))
          .concat(stub("nightbell-ingest", INGEST)),
      },
    }),
  ],
  test: {
    name: "api",
    include: ["test/api/**/*.test.ts"],
    setupFiles: ["./test/api/setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
