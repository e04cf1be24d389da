import { makeTrustedRoot } from "@nightbell/testkit/bad-servers/trusted-root";
import { defineConfig } from "vitest/config";
import { FAKE_API } from "./test/ingest/fake-team.ts";

// Whom workerd trusts is read once, as the plug-in is loaded: it has no option for that.
process.env["NIGHTBELL_TEST_ROOT"] ??= await makeTrustedRoot();
process.env["NODE_EXTRA_CA_CERTS"] = process.env["NIGHTBELL_TEST_ROOT"];
const { cloudflareTest } = await import("@cloudflare/vitest-plugin");

/** Pure tests in Node; the probe in workerd and the Node probe, both against bad servers and real ones; ingest in workerd against a fake Team. */
export default defineConfig({
  test: {
    // Its tests mostly wait: for servers that hang, and for those that begin.
    maxWorkers: 3,
    projects: [
      { test: { name: "node", include: ["test/node/**/*.test.ts"] } },
      {
        test: {
          name: "node-probe",
          include: ["test/io-node/**/*.test.ts", "test/node-probe/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
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
          include: ["test/probe/**/*.test.ts", "test/core/*.test.ts"],
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
      { test: { name: "wire", include: ["test/core/wire/**/*.test.ts"] } },
      {
        test: {
          name: "servers-node",
          include: ["test/servers/node.test.ts"],
          globalSetup: ["./test/servers/setup.ts"],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.weur.jsonc" } })],
        test: {
          name: "servers-workerd",
          include: ["test/servers/workerd.test.ts"],
          globalSetup: ["./test/servers/setup.ts"],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
