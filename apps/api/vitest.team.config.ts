import { createECDH } from "node:crypto";
import { existsSync, statfsSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { testBindings } from "./test/api/bindings.ts";
import { createProviders } from "./test/team/providers.ts";

/** Objects wait for their disk at every write: where there is one in memory, with room, they are made there. */
const MEMORY = "/dev/shm";
const ROOM = 1_000_000_000;
if (existsSync(MEMORY) && statfsSync(MEMORY).bavail * statfsSync(MEMORY).bsize > ROOM) process.env["TMPDIR"] = MEMORY;

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
