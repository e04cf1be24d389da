import type { PingTarget } from "./crontab-line.ts";

/** Programs and hosts by which a job already reports somewhere. */
const REPORTERS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s/;|&('"])nightbell\s/, "nightbell"],
  [/\brunitor\s/, "runitor"],
  [/\bcronitor\s/, "cronitor"],
  [/\bsentry-cli\s+monitors\b/, "sentry-cli"],
  [
    /\b(hc-ping\.com|healthchecks\.io|cronitor\.link|cronitor\.io|nosnch\.in|deadmanssnitch\.com|cronhub\.io|heartbeat\.uptimerobot\.com|(?:uptime|betteruptime)\.betterstack\.com|betteruptime\.com|push\.statuscake\.com|ping\.checklyhq\.com|hchk\.io)\b/i,
    "",
  ],
  [/\/api\/push\/\w/, "a push address"],
];

/** To whom a command already reports, as words of a sentence; null when it does not. */
export function reportsTo(command: string, { pingBase, pingKey }: PingTarget): string | null {
  const host = /^\w+:\/\/([^/]+)/.exec(pingBase)?.[1] ?? pingBase;
  if (command.includes(host)) return host;
  if (pingKey !== "" && command.includes(pingKey)) return "one of your heartbeats";
  for (const [pattern, name] of REPORTERS) {
    const found = pattern.exec(command);
    if (found) return name || (found[1] ?? null);
  }
  return null;
}

/** The slug under which a command already reports to us; null when it does not, or by an id. */
export function slugInUse(command: string, { pingKey }: PingTarget): string | null {
  const at = command.indexOf(`${pingKey}/`);
  const pinged = at < 0 || pingKey === "" ? null : /^[a-z0-9_-]+/.exec(command.slice(at + pingKey.length + 1));
  return pinged?.[0] ?? /\bnightbell\s+(?:run|guard)\s+([a-z0-9_-]+)/.exec(command)?.[1] ?? null;
}
