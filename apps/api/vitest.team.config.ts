import { createECDH } from "node:crypto";
import { tmpdir } from "node:os";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { memoryDisk } from "@nightbell/testkit/memory-disk";
import { defineConfig } from "vitest/config";
import { testBindings } from "./test/api/bindings.ts";
import { createProviders } from "./test/team/providers.ts";

process.env["TMPDIR"] = memoryDisk() ?? tmpdir();

const providers = createProviders();
const vapid = createECDH("prime256v1");
const keys = { VAPID_PUBLIC_KEY: vapid.generateKeys("base64url"), VAPID_PRIVATE_KEY: vapid.getPrivateKey("base64url") };

/** The Team object in workerd, with its carriers played by `test/team/providers.ts` and no database at all. */
export default defineConfig({
  plugins: [
    cloudflareTest({
      main: "./test/team/main.ts",
      miniflare: {
        compatibilityDate: "2026-10-20",
        bindings: { ...testBindings, ...keys },
        outboundService: providers.handle,
        durableObjects: {
          TEAM: { className: "Team", useSQLite: true },
          PHONE: { className: "Phone", useSQLite: true },
        },
      },
    }),
  ],
  test: { name: "team", include: ["test/team/**/*.workerd.test.ts"], testTimeout: 30_000, maxWorkers: 1 },
});
