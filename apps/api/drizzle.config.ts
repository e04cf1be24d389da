import { defineConfig } from "drizzle-kit";

/** `drizzle-kit generate` writes the next migration; roles and grants are completed by hand (spec "platform" §7). */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/db/schema/*.ts",
  out: "../../migrations",
  entities: { roles: false },
});
