import * as z from "zod";
import { jsonAssertion, type JsonAssertion } from "../spec/parts.ts";

/** What a new HTTP monitor could watch for, judged by what the page says today. Spec "checks" §1 and "product" §2.1. */

/** A page as a probe saw it. */
export type SeenPage = { status: number; contentType: string | null; text: string; ms: number };

export const proposal = z.object({
  /** Phrases that stand in the page's source, best first. */
  phrases: z.array(z.object({ phrase: z.string(), from: z.enum(["title", "heading", "text", "end"]) })),
  json: z.array(jsonAssertion),
  /** Twice today's time. */
  degradedAfterMs: z.int(),
});
export type Proposal = z.infer<typeof proposal>;

const TITLE = /<title\b[^>]*>([^<]{1,2000})<\/title>/i;
const HEADING = /<h1\b[^>]*>([^<]{1,2000})<\/h1>/i;
const EDGES = /^[\s()[\]{}:|–—-]+|[\s()[\]{}:|–—-]+$/g;
const LONGEST_PHRASE = 80;
const LONGEST_LOOKED_AT = 4_000;
const SHORTEST_PHRASE = 4;
const LEAST_SLOW_MS = 1_000;
const SLOWEST_MS = 10_000;
/** Fields by which services say that they are well, and what well is there. */
const HEALTH_FIELDS = ["status", "state", "health", "ok", "healthy", "ready", "up"];
const WELL = /^(ok|up|healthy|pass|passing|ready|green|alive|success|operational)$/i;

/** What to watch for. Nothing is proposed that is not there today. */
export function propose({ contentType, text, ms }: SeenPage): Proposal {
  const isJson = /[/+]json\b/i.test(contentType ?? "");
  return {
    phrases: isJson ? [] : /\bhtml\b/i.test(contentType ?? "") ? phrasesOf(text) : plainPhrases(contentType, text),
    json: isJson ? healthOf(text) : [],
    degradedAfterMs: Math.min(SLOWEST_MS, Math.max(LEAST_SLOW_MS, Math.ceil((2 * ms) / 100) * 100)),
  };
}

function phrasesOf(text: string): Proposal["phrases"] {
  const found: Proposal["phrases"] = [];
  const add = (phrase: string | null, from: "title" | "heading" | "end"): void => {
    if (phrase !== null && text.includes(phrase) && !found.some((known) => known.phrase === phrase))
      found.push({ phrase, from });
  };
  add(steadyPart(TITLE.exec(text)?.[1] ?? ""), "title");
  add(steadyPart(HEADING.exec(text)?.[1] ?? ""), "heading");
  // A page that breaks off in the middle has a healthy status and a healthy title.
  if (/<\/html>\s*$/i.test(text)) add(/<\/html>/i.exec(text)?.[0] ?? null, "end");
  return found;
}

/** Of a page that is no HTML, its first line that says something steady. */
function plainPhrases(contentType: string | null, text: string): Proposal["phrases"] {
  if (!/^text\//i.test(contentType ?? "")) return [];
  const phrase = text
    .slice(0, LONGEST_LOOKED_AT)
    .split("\n")
    .map(steadyPart)
    .find((part) => part !== null);
  return phrase === undefined || phrase === null ? [] : [{ phrase, from: "text" }];
}

/** The longest part on one line without digits, which count or date something; null when nothing of use is left. */
function steadyPart(source: string): string | null {
  const parts = source.split(/[\r\n]|\d+/).map((part) => part.replace(EDGES, ""));
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), "");
  return longest.length < SHORTEST_PHRASE ? null : longest.slice(0, LONGEST_PHRASE).trimEnd();
}

function healthOf(text: string): JsonAssertion[] {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return HEALTH_FIELDS.flatMap((field): JsonAssertion[] => {
    if (!Object.hasOwn(value, field)) return [];
    const said: unknown = Reflect.get(value, field);
    const isWell = said === true || (typeof said === "string" && WELL.test(said));
    return isWell ? [{ path: `$.${field}`, op: "eq", value: said }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
