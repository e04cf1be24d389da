import type {} from "vitest";

/** What the global set-up tells the tests: the port of each misbehaving server, by name, and whose certificates are good. */
declare module "vitest" {
  interface ProvidedContext {
    ports: Record<string, number>;
    trustedRoot: string;
  }
}
