import type { Answer } from "./http/answer.ts";
import type { Hop, Trail } from "./http/redirects.ts";
import type { Redact } from "./secrets.ts";

/** What is kept of a failure, as plain text: redirects, status line, headers, the body's start, diagnosis (spec "checks" §4). */

const MAX_HEADERS = 50;
const MAX_HEADER_CHARS = 8_192;
const MAX_CHAIN_CHARS = 1_024;
const MAX_BODY_CHARS = 2_048;
const SECRET_HEADERS = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
const USERINFO = /(\/\/)[^/?#\s@]*@/g;

export type Sighting = {
  trail: Trail;
  answer: Pick<Answer, "status" | "statusText" | "headers"> | null;
  /** The start of the decoded body; left out after a redirect to another origin. */
  page: string;
  /** One sentence; empty if there is nothing to add. */
  diagnosis: string;
  /** Headers that carry a configured secret. */
  secretHeaders: readonly string[];
};

/** @param redact hides secrets; each part is cut only afterwards, so that none stays in half */
export function evidenceOf({ trail, answer, page, diagnosis, secretHeaders }: Sighting, redact: Redact): string {
  const hide = (text: string): string => redact(text.replaceAll(USERINFO, "$1***@"));
  const parts = [
    hide(chainText(trail.hops)).slice(0, MAX_CHAIN_CHARS),
    answer === null ? "" : hide(statusLine(answer)),
    answer === null ? "" : hide(headerLines(answer.headers, secretHeaders)).slice(0, MAX_HEADER_CHARS),
    diagnosis === "" ? "" : `Diagnosis: ${hide(diagnosis)}`,
  ];
  const body = isElsewhere(trail) ? "" : hide(page).slice(0, MAX_BODY_CHARS);
  return `${parts.filter((part) => part !== "").join("\n")}\n\n${body}`.trim();
}

const chainText = (hops: readonly Hop[]): string =>
  hops.map(({ status, from, to }) => `${status} ${from} → ${to}`).join("\n");

const statusLine = ({ status, statusText }: { status: number; statusText: string }): string =>
  `HTTP ${status} ${statusText.slice(0, 100)}`.trimEnd();

function headerLines(headers: Headers, secretHeaders: readonly string[]): string {
  const hidden = [...SECRET_HEADERS, ...secretHeaders];
  const lines: string[] = [];
  for (const [name, value] of headers) {
    if (lines.length === MAX_HEADERS) break;
    lines.push(`${name}: ${hidden.includes(name) ? "***" : value}`);
  }
  return lines.join("\n");
}

function isElsewhere({ url, hops }: Trail): boolean {
  const start = hops[0]?.from ?? url;
  return !URL.canParse(start) || !URL.canParse(url) || new URL(start).origin !== new URL(url).origin;
}
