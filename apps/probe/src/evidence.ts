import type { Arrival } from "./redirects.ts";

/** What is kept of a failing answer, as plain text: redirects, status line, headers, the body's start (spec "checks" §4). */

const MAX_HEADERS = 50;
const MAX_HEADER_CHARS = 8_192;
const MAX_CHAIN_CHARS = 1_024;
const SECRET_HEADERS = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
const USERINFO = /(\/\/)[^/?#\s@]*@/g;

/** @param excerpt the first bytes of the decoded body; left out after a redirect to another origin */
export function evidenceOf({ response, url, hops }: Arrival, excerpt: readonly number[]): string {
  const chain = hops
    .map(({ status, from, to }) => `${status} ${from} → ${to}`)
    .join("\n")
    .slice(0, MAX_CHAIN_CHARS);
  const status = `HTTP ${response.status} ${response.statusText.slice(0, 100)}`.trimEnd();
  const start = hops[0]?.from ?? url;
  const body = new URL(start).origin === new URL(url).origin ? new TextDecoder().decode(Uint8Array.from(excerpt)) : "";
  const text = [chain, status, headerLines(response.headers), "", body]
    .filter((part, i) => part !== "" || i === 3)
    .join("\n");
  return text.replaceAll(USERINFO, "$1***@").trimEnd();
}

function headerLines(headers: Headers): string {
  const lines = [...headers]
    .slice(0, MAX_HEADERS)
    .map(([name, value]) => `${name}: ${SECRET_HEADERS.includes(name) ? "***" : value}`);
  return lines.join("\n").slice(0, MAX_HEADER_CHARS);
}
