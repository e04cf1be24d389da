/** What a person's SMS means. Spec "oncall" §6. */

export type ReplyKind = "ack" | "escalate" | "resolve" | "snooze";
export type ParsedReply = {
  /** `carrier`: an opt-out or help word that the carrier itself acts on; never a command. */
  kind: ReplyKind | "carrier" | "unknown";
  /** Which of several open pages is meant; null when the text names none. */
  code: number | null;
};

const CARRIER_WORDS = new Set([
  "stop",
  "stopall",
  "unsubscribe",
  "cancel",
  "end",
  "quit",
  "start",
  "yes",
  "unstop",
  "help",
  "info",
  "revoke",
  "optout",
]);

const WORDS: Record<string, ReplyKind> = {
  a: "ack",
  ack: "ack",
  acked: "ack",
  acknowledge: "ack",
  acknowledged: "ack",
  ok: "ack",
  "on it": "ack",
  e: "escalate",
  esc: "escalate",
  escalate: "escalate",
  r: "resolve",
  res: "resolve",
  resolve: "resolve",
  resolved: "resolve",
  s: "snooze",
  snooze: "snooze",
};
const DIGITS: Record<string, ReplyKind> = { "1": "ack", "2": "escalate", "3": "resolve", "4": "snooze" };

const COMMAND = new RegExp(`^(?:(\\d{1,3}) ?)?(${Object.keys(WORDS).join("|")})(?: ?#?(\\d{1,3}))?$`);

/** The text as the rules see it: quotes and full stops are noise that phones add. */
const normalise = (body: string): string =>
  body
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['"‘’‚‛“”„‟.!,]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Zero names no page. */
const codeOf = (digits: string | undefined): number | null => Number(digits ?? 0) || null;

/** Reads an SMS body; never fails. Codes are 1 to 3 digits, a leading one wins. */
export function parseReply(body: string): ParsedReply {
  const text = normalise(body);
  if (CARRIER_WORDS.has(text)) return { kind: "carrier", code: null };
  const [, before, word, after] = COMMAND.exec(text) ?? [];
  const kind = word === undefined ? undefined : WORDS[word];
  if (kind !== undefined) return { kind, code: codeOf(before ?? after) };
  return { kind: DIGITS[text] ?? "unknown", code: null };
}

const OPT_OUT = new Set(["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"]);
const OPT_IN = new Set(["start", "yes", "unstop"]);

/** For a body that parsed as `carrier`: `out` blocks our SMS, `in` unblocks them, `help` does neither. Spec "oncall" §7. */
export function carrierWord(body: string): "out" | "in" | "help" {
  const text = normalise(body);
  if (OPT_OUT.has(text)) return "out";
  return OPT_IN.has(text) ? "in" : "help";
}

/** What a person may send, in one segment; the answer to a text that is no command. */
export const REPLY_HELP =
  "Nightbell did not understand. Reply 1 I have it, 2 call everyone, 3 resolved, 4 snooze 1 h. For one of several: the code first, like 12a.";

/** Lines of help a number gets before we fall silent, until its next valid command. */
export const HELP_LIMIT = 5;

/** Calling codes of IN CN GT CR PA VN, whose networks carry no replies (spec "oncall" §7, "Text"). */
const NO_REPLIES = /^\+(?:91|86|502|506|507|84)/;

/** Whether a person at this E.164 number can answer an SMS. */
export const canReply = (number: string): boolean => !NO_REPLIES.test(number);
