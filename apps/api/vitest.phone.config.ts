import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** The Phone object alone, in workerd. */
export default defineConfig({
  plugins: [
    cloudflareTest({
      main: "./test/phone/main.ts",
      miniflare: {
        compatibilityDate: "2026-10-20",
        durableObjects: { PHONE: { className: "Phone", useSQLite: true } },
      },
    }),
  ],
  test: { name: "phone", include: ["test/phone/**/*.workerd.test.ts"], testTimeout: 20_000, maxWorkers: 1 },
});
