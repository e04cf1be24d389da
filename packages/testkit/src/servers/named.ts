import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Served, serve } from "../serve.ts";
import { accountOf, freePort, installed, newFolder, startDaemon, type Account } from "./daemon.ts";
import type { Running } from "./running.ts";

const run = promisify(execFile);

/** The zone `lamp.test` as most see it. What `.broken` is delegated to does not answer. */
const ZONE = `
@ 60 IN SOA ns.lamp.test. root.lamp.test. 1 60 60 60 60
@ 60 IN NS ns.lamp.test.
ns 60 IN A 192.0.2.1
@ 60 IN MX 10 Mail.lamp.test.
@ 60 IN TXT "v=spf1 include:lamp.test" " -all"
@ 60 IN CAA 0 issue "ca.example"
www 60 IN CNAME web.lamp.test.
web 60 IN A 192.0.2.80
web 60 IN A 192.0.2.81
web 60 IN AAAA 2001:db8:0:0::80
web 60 IN HTTPS 1 . alpn=h2,h3
_sip._tcp 60 IN SRV 1 2 5060 web.lamp.test.
_ds 60 IN DS 2371 13 2 1F987CC6583E92DF0890718C42A2B4C9A9A5DB8B2A1D6B4C4B0D5F1B2C3D4E5F
moving 60 IN A 192.0.2.80
broken 60 IN NS ns.broken.lamp.test.
ns.broken 60 IN A 127.0.0.1
`;
const REVERSE = `
@ 60 IN SOA ns.lamp.test. root.lamp.test. 1 60 60 60 60
@ 60 IN NS ns.lamp.test.
80 60 IN PTR web.lamp.test.
`;

/**
 * Two BIND servers that agree on everything but the address of `moving.lamp.test`, each behind a bridge that speaks DNS
 * over HTTPS in JSON, as public resolvers do.
 */
export async function startNamed(): Promise<Running<"resolverA" | "resolverB">> {
  const account = process.getuid?.() === 0 ? accountOf("bind") : {};
  const [a, b] = await Promise.all([
    startOne(ZONE, account),
    startOne(ZONE.replace("moving 60 IN A 192.0.2.80", "moving 60 IN A 192.0.2.99"), account),
  ]);
  return {
    ports: { resolverA: a.bridge.port, resolverB: b.bridge.port },
    stop: async () => void (await Promise.all([a, b].flatMap(({ bridge, daemon }) => [bridge.close(), daemon.stop()]))),
  };
}

async function startOne(zone: string, account: Account) {
  const folder = newFolder("named", account);
  const port = await freePort();
  writeFileSync(join(folder, "lamp.zone"), zone);
  writeFileSync(join(folder, "reverse.zone"), REVERSE);
  writeFileSync(join(folder, "named.conf"), configuration(folder, port));
  const args = ["-g", "-n", "1", "-c", join(folder, "named.conf")];
  const daemon = await startDaemon(installed("named"), args, { port, folder, account });
  return { daemon, bridge: await startBridge(port) };
}

const configuration = (folder: string, port: number): string => `
options {
  directory "${folder}";
  pid-file none;
  session-keyfile none;
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  recursion yes;
  allow-recursion { 127.0.0.1; };
  dnssec-validation no;
  empty-zones-enable no;
  resolver-query-timeout 301;
};
controls { };
zone "lamp.test" { type primary; file "lamp.zone"; };
zone "2.0.192.in-addr.arpa" { type primary; file "reverse.zone"; };
`;

/** Asks with dig, which writes records as zone files and public resolvers do. */
function startBridge(port: number): Promise<Served> {
  return serve(async (request) => {
    const asked = new URL(request.url).searchParams;
    const [name, type] = [asked.get("name") ?? "", asked.get("type") ?? ""];
    const query = ["@127.0.0.1", "-p", String(port), "+noall", "+comments", "+answer", "-q", name, "-t", `TYPE${type}`];
    const { stdout } = await run(installed("dig"), query);
    const status = STATUS[/status: (\w+)/.exec(stdout)?.[1] ?? ""] ?? 2;
    return Response.json({ Status: status, Answer: answersOf(stdout) });
  });
}

const STATUS: Record<string, number> = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3 };
const TYPES = ["", "A", "NS", "", "", "CNAME", "SOA", "", "", "", "", "", "PTR", "", "", "MX", "TXT"];
const NUMBERS: Record<string, number> = { AAAA: 28, SRV: 33, DS: 43, HTTPS: 65, CAA: 257 };

function answersOf(text: string) {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(";"))
    .map((line) => {
      const [name = "", ttl = "", , type = "", ...data] = line.split(/\s+/);
      return { name, TTL: Number(ttl), type: NUMBERS[type] ?? TYPES.indexOf(type), data: data.join(" ") };
    });
}
