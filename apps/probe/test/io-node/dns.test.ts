import { expect, test } from "vitest";
import { nodeIo } from "../../src/io-node/io-node.ts";
import { dnsFault, lookUp } from "../../src/core/dns.ts";
import type { Egress } from "../../src/core/egress.ts";
import { PLAIN_REACH } from "../../src/core/io.ts";

const silent: Egress = {
  io: { ...nodeIo({ roots: [], ping: "ping" }), resolve: () => new Promise(() => undefined) },
  reach: PLAIN_REACH,
  allowLoopback: true,
  allowPrivate: () => false,
  ownHosts: [],
  resolvers: [],
  userAgent: "test",
};

test.each(["lookUp", "dnsFault"])(
  "%s leaves a resolver behind that never answers, when the check's time is over",
  async (which) => {
    const time = new AbortController();
    const asked =
      which === "lookUp"
        ? lookUp("db.example", silent, time.signal).catch((error: unknown) => error)
        : dnsFault("db.example", silent, time.signal);
    time.abort();
    expect(await asked).toMatchObject({ reason: "timeout_dns" });
  },
);

test("time that is over before it began asks nobody in vain", async () => {
  await expect(lookUp("db.example", silent, AbortSignal.abort())).rejects.toMatchObject({ reason: "timeout_dns" });
});
