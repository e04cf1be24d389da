import { listed } from "@nightbell/shared/list-words";
import { SECOND } from "@nightbell/shared/time";
import type { ChainView } from "@nightbell/shared/views/on-call-views";
import { countdown } from "../../lib/time/format.ts";

export type ChainLine = ChainView["lines"][number];
/** What happens at one moment after the start: "2:00", "Call to Ana and Ben." */
export type ChainRow = { at: string; text: string };

const WAYS = { push: "push", sms: "SMS", voice: "call" } as const;
const isWay = (kind: ChainLine["kind"]): kind is keyof typeof WAYS => kind in WAYS;

/** The chain as rows, one a moment; ways that ask the same people are said once. */
export const chainRows = (lines: readonly ChainLine[]): ChainRow[] =>
  [...Map.groupBy(lines, ({ afterSeconds }) => afterSeconds)].map(([after, at]) => ({
    at: countdown(after * SECOND),
    text: sentence(momentWords(at)),
  }));

function momentWords(lines: readonly ChainLine[]): string[] {
  const asked = lines.some(({ kind }) => isWay(kind));
  const alike = Map.groupBy(lines, ({ kind, who }) => `${isWay(kind) ? "" : kind}:${listed(who)}`);
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const ways = same.flatMap(({ kind }) => (isWay(kind) ? [WAYS[kind]] : []));
    return [ways.length > 0 ? `${listed(ways)} to ${listed(first.who)}` : eventWords(first, asked)];
  });
}

/** @param asked whether the same moment names those who are asked */
function eventWords({ kind, who }: ChainLine, asked: boolean): string {
  const names = listed(who);
  if (kind === "gap") return "nobody is on call: what comes next comes at once";
  if (kind === "unreachable")
    return `${names === "" ? "nobody" : names} cannot be reached: what comes next comes at once`;
  if (kind === "everyone") return asked || names === "" ? "everyone is asked" : `everyone is asked: ${names}`;
  return kind === "backup" ? `SMS to ${names}, the backup` : `a post in ${names}`;
}

const sentence = (parts: readonly string[]): string => {
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};
