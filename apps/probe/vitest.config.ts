import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { FAKE_API } from "./test/ingest/fake-team.ts";

/** Three kinds of test: pure ones in Node, the probe in workerd against bad servers, ingest in workerd against a fake Team. */
export default defineConfig({
  test: {
    maxWorkers: 1,
    projects: [
      { test: { name: "node", include: ["test/node/**/*.test.ts"] } },
      {
        plugins: [
          cloudflareTest(({ inject }) => {
            const ports = inject("ports");
            const page = `http://127.0.0.1:${ports["pages"] ?? 0}`;
            return {
              wrangler: { configPath: "./wrangler.weur.jsonc" },
              miniflare: {
                bindings: {
                  ALLOW_LOOPBACK: "1",
                  CONTROL_TARGETS: [`${page}/ok?a`, `${page}/ok?b`, `http://127.0.0.1:${ports["closed"] ?? 0}/`].join(),
                  DOH_RESOLVERS: `${page}/dns`,
                },
              },
            };
          }),
        ],
        test: {
          name: "probe",
          include: ["test/probe/**/*.test.ts"],
          globalSetup: ["./test/probe/bad-servers.ts"],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [
          cloudflareTest({ wrangler: { configPath: "./wrangler.ingest.jsonc" }, miniflare: { workers: [FAKE_API] } }),
        ],
        test: { name: "ingest", include: ["test/ingest/**/*.test.ts"] },
      },
    ],
  },
});
