import "vitest";

/** What the global set-up tells the tests: the port of each misbehaving server, by name. */
declare module "vitest" {
  interface ProvidedContext {
    ports: Record<string, number>;
  }
}
