import type { GuardEntryView, GuardView } from "@nightbell/shared/views/guard-views";
import type { Mark } from "../../../ui/mark.ts";

/** The rule of a guard, as its input has it. */
export type GuardRule = GuardView["input"]["rules"][number];

/** Operators as words; written out here, because the shared list would bring the schema library along. */
export const OPERATOR_WORDS: Record<Extract<GuardRule, { kind: "fact" }>["op"], string> = {
  "<": "is under",
  "<=": "is at most",
  ">": "is over",
  ">=": "is at least",
  "=": "is exactly",
  "!=": "is not",
};

/** How a guard stands. A lease is no fault; a job that is held back wants a look. */
export const guardMark = (state: GuardView["state"]): Mark =>
  (
    {
      free: { shape: "disc", tone: "up", word: "free" },
      leased: { shape: "half", tone: "idle", word: "leased" },
      held: { shape: "half", tone: "late", word: "held back" },
    } as const satisfies Record<GuardView["state"], Mark>
  )[state];

export const entryMark = ({ decision }: GuardEntryView): Mark =>
  decision === "go" ? { shape: "disc", tone: "up", word: "go" } : { shape: "half", tone: "late", word: "hold" };

/** All reasons of a hold in one line, and how many more there were. */
export function reasonsText({ reasons, reasonCount }: GuardEntryView): string {
  const more = reasonCount - reasons.length;
  return `${reasons.map(({ text }) => text).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/** How a shell asks: anything but the very word `go` holds the job. Spec "heartbeats" §7.1. */
export const shellLines = (url: string): string =>
  `RID=$(uuidgen)\n[ "$(curl -fsS -m 10 --retry 3 "${url}?rid=$RID&format=text")" = go ] && /opt/prune.sh`;

/** The numbers that the job must send along, or its rules hold it: `&m.deleted=…&m.total=…`; empty when there are none. */
export function factsText(rules: readonly GuardRule[]): string {
  const names = rules.flatMap((rule) =>
    rule.kind === "ratio" ? [rule.numerator, rule.denominator] : rule.kind === "fact" ? [rule.metric] : [],
  );
  return [...new Set(names)].map((name) => `&m.${name}=…`).join("");
}

/** How the lease is given back by a job that pings no heartbeat. */
export const releaseLine = (url: string): string => `curl -fsS -m 10 --retry 3 -X POST "${url}/release?rid=$RID"`;

/** "dump_bytes of nightly backup is at least 70 % of usual." @param nameOf what a heartbeat is called, by its id */
export function ruleSentence(rule: GuardRule, nameOf: (id: string) => string): string {
  switch (rule.kind) {
    case "share_of_median":
      return `${rule.metric} of ${nameOf(rule.heartbeat)} is at least ${rule.percent} % of usual.`;
    case "ratio":
      return `${rule.numerator} is at most ${rule.maxPercent} % of ${rule.denominator}, as the job sends them.`;
    case "fact":
      return `${rule.metric} ${OPERATOR_WORDS[rule.op]} ${rule.value}, as the job sends it.`;
  }
}
