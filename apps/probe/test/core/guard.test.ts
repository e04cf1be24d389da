import { describe, expect, it } from "vitest";
import type { Egress } from "../../src/core/egress.ts";
import { PLAIN_REACH, type ConnectOptions, type HttpRequest, type Io } from "../../src/core/io.ts";
import { safeConnect } from "../../src/core/safe-connect.ts";
import { safeFetch } from "../../src/core/safe-fetch.ts";

/** What is asked of the machine, and what never is: the guard at work, spec "checks" §7, cases 19 to 21. */

type Zone = Record<string, { Status?: number; TTL?: number; A?: string[]; AAAA?: string[] } | undefined>;

/** A machine whose resolvers answer from a zone that may change, and that notes what goes out beside their questions. */
function machine(zone: Zone, more: Partial<Io> = {}) {
  const sent: { url: string; addresses: readonly string[] }[] = [];
  const opened: ConnectOptions[] = [];
  let questions = 0;
  const io: Io = {
    fetch: async (url: string, request: HttpRequest) => {
      const { hostname, searchParams } = new URL(url);
      if (hostname !== "resolver.example") {
        sent.push({ url, addresses: request.addresses });
        return new Response("ok");
      }
      questions++;
      const known = zone[searchParams.get("name") ?? ""];
      if (known === undefined) throw new Error("the resolver is away");
      const type = Number(searchParams.get("type"));
      const data = (type === 1 ? known.A : known.AAAA) ?? [];
      return Response.json({
        Status: known.Status ?? 0,
        Answer: data.map((address) => ({ type, TTL: known.TTL ?? 0, data: address })),
      });
    },
    connect: async (options) => {
      opened.push(options);
      throw new Error("nobody is there");
    },
    resolve: null,
    icmp: null,
    udp: null,
    ...more,
  };
  const egress: Egress = {
    io,
    reach: PLAIN_REACH,
    allowLoopback: false,
    allowPrivate: () => false,
    ownHosts: [],
    resolvers: ["https://resolver.example/one", "https://resolver.example/two"],
    userAgent: "test",
  };
  return { egress, sent, opened, questions: () => questions };
}

const signal = AbortSignal.timeout(5_000);
const ask = (url: string, egress: Egress): Promise<Response> =>
  safeFetch({ url, method: "GET", headers: {}, body: null, signal }, egress);

describe("a request", () => {
  it("goes to the addresses that were judged, from all resolvers, of both kinds", async () => {
    const { egress, sent, questions } = machine({ "a.test": { A: ["93.184.216.34"], AAAA: ["2606:4700::1111"] } });
    await ask("http://a.test/x", egress);
    expect(sent).toEqual([{ url: "http://a.test/x", addresses: ["93.184.216.34", "2606:4700::1111"] }]);
    expect(questions()).toBe(4);
  });

  it.each<[string, Zone[string]]>([
    ["19: one private address among public ones", { A: ["93.184.216.34", "10.0.0.1"] }],
    ["19: a private IPv6 beside a public IPv4", { A: ["93.184.216.34"], AAAA: ["fd00::1"] }],
    ["8: NAT64 of a private one", { AAAA: ["64:ff9b::a00:1"] }],
    ["21: an answer that is no address", { A: ["not an address"] }],
  ])("is never sent with %s", async (_what, records) => {
    const { egress, sent } = machine({ "b.test": records });
    await expect(ask("http://b.test/", egress)).rejects.toMatchObject({ reason: "target_not_public" });
    expect(sent).toEqual([]);
  });

  it("20: is judged anew when the name may have changed", async () => {
    const zone: Zone = { "rebinding.test": { A: ["93.184.216.34"] } };
    const { egress, sent } = machine(zone);
    await ask("http://rebinding.test/", egress);
    zone["rebinding.test"] = { A: ["169.254.169.254"] };
    await expect(ask("http://rebinding.test/", egress)).rejects.toMatchObject({ reason: "target_not_public" });
    expect(sent).toHaveLength(1);
  });

  it("asks no resolver again while an answer lives", async () => {
    const { egress, questions } = machine({ "lasting.test": { A: ["93.184.216.34"], TTL: 300 } });
    await ask("http://lasting.test/", egress);
    await ask("http://lasting.test/", egress);
    expect(questions()).toBe(4);
  });

  it("goes on where no resolver can be asked, for the platform to judge", async () => {
    const { egress, sent } = machine({});
    await ask("http://unheard.test/", egress);
    expect(sent).toEqual([{ url: "http://unheard.test/", addresses: [] }]);
  });

  it("says who asks, whatever the user's headers say", async () => {
    let headers: Record<string, string> = {};
    const { egress } = machine({}, { fetch: async (_url, request) => ((headers = request.headers), new Response("")) });
    const own = { "user-agent": "Mozilla", "nightbell-check": "0", "x-mine": "yes" };
    await safeFetch({ url: "http://93.184.216.34/", method: "GET", headers: own, body: null, signal }, egress);
    expect(headers).toMatchObject({ "user-agent": "test", "nightbell-check": "1", "x-mine": "yes" });
  });
});

describe("a machine with a resolver of its own", () => {
  const inside = (answers: string[] | Error) => {
    const resolve = async (): Promise<string[]> => {
      if (answers instanceof Error) throw answers;
      return answers;
    };
    const { egress, ...seen } = machine({}, { resolve });
    return { ...seen, egress: { ...egress, allowPrivate: (address: string) => address === "10.0.0.5" } };
  };

  it("reaches names inside its network that lead where its file says", async () => {
    const { egress, sent } = inside(["10.0.0.5"]);
    await ask("http://intranet/", egress);
    expect(sent).toEqual([{ url: "http://intranet/", addresses: ["10.0.0.5"] }]);
  });

  it("reaches nothing else", async () => {
    for (const answers of [["10.0.0.6"], ["10.0.0.5", "127.0.0.1"], ["::1"]]) {
      const { egress, sent } = inside(answers);
      await expect(ask("http://intranet/", egress)).rejects.toMatchObject({ reason: "target_not_public" });
      expect(sent).toEqual([]);
    }
  });

  it.each([
    ["ENOTFOUND", "dns_nxdomain"],
    ["ENODATA", "dns_no_address"],
    ["ESERVFAIL", "dns_servfail"],
  ])("tells by %s that it is %s", async (code, reason) => {
    const { egress } = inside(Object.assign(new Error("dns"), { code }));
    await expect(ask("http://away.test/", egress)).rejects.toMatchObject({ reason });
  });
});

describe("a connection", () => {
  it("is judged like a request, and goes to the judged addresses", async () => {
    const { egress, opened } = machine({ "db.test": { A: ["93.184.216.34"] }, "in.test": { A: ["10.0.0.1"] } });
    for (const host of ["in.test", "127.1", "localhost", "::1"])
      await expect(safeConnect({ host, port: 5432, tls: "off" }, signal, egress)).rejects.toMatchObject({
        reason: "target_not_public",
      });
    expect(opened).toEqual([]);
    await expect(safeConnect({ host: "DB.test", port: 5432, tls: "off" }, signal, egress)).rejects.toMatchObject({
      reason: "connect_refused",
    });
    expect(opened).toMatchObject([
      { host: "db.test", port: 5432, serverName: "db.test", addresses: ["93.184.216.34"] },
    ]);
  });

  it("is not tried where the platform refuses it, which would look like the target's refusal", async () => {
    const { egress, opened } = machine({ "proxied.test": { A: ["104.16.0.1"], AAAA: ["2606:4700::1"] } });
    await expect(safeConnect({ host: "proxied.test", port: 443, tls: "on" }, signal, egress)).rejects.toMatchObject({
      reason: "transport_unknown",
      message: expect.stringContaining("behind Cloudflare"),
    });
    expect(opened).toEqual([]);
  });
});
