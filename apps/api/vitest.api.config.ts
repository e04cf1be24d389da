import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { createOutside } from "./test/api/outside.ts";
import { testBindings } from "./test/api/bindings.ts";

const outside = createOutside();

const stub = (name: string) => ({
  name,
  modules: true,
  compatibilityDate: "2026-10-20",
  script: `export default { fetch: (request) => new Response("${name} " + new URL(request.url).pathname) }`,
});

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
          .map((region) => stub(`nightbell-probe-${region}`))
          .concat(stub("nightbell-ingest")),
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
