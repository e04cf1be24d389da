import type {} from "vitest";

/** What the global set-up tells the tests: ports by name, why programs are missing, and the root of the servers' certificates. */
export type Provided = {
  ports: Record<string, number>;
  missing: Record<string, string>;
  root: string;
};

declare module "vitest" {
  interface ProvidedContext {
    servers: Provided;
  }
}
