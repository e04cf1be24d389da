import { parseSchedule } from "../schedule.ts";
import {
  type CrontabJob,
  type CrontabLine,
  type JobColumns,
  type LeftAlone,
  looksLikeSystem,
  type PingTarget,
  readAssignment,
  readColumns,
} from "./crontab-line.ts";
import { jobName } from "./job-name.ts";
import { reportsTo, slugInUse } from "./left-alone.ts";
import { isDoubtful } from "./percent.ts";
import { proposalFor } from "./proposal.ts";
import { fits, isBourne, wrapCommand } from "./wrap-command.ts";

export type CrontabOptions = PingTarget & {
  /** IANA zone of the machine; a `CRON_TZ=` line beats it for the lines below. */
  zone: string;
  /** Whether a user stands before each command, as in /etc/crontab and /etc/cron.d; `auto` goes by the looks. */
  system: boolean | "auto";
  /** Slugs that are in use already. */
  takenSlugs?: readonly string[];
};

/** Cron's words for times. Spec "agent" §8. */
const WORDS = new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
]);

/** A slug as long as one can be: what fits with it always fits. */
const LONGEST_SLUG = "x".repeat(100);

/** What holds for the lines below an assignment. */
type Setting = { zone: string; shell: string };

/**
 * Reads a pasted crontab and proposes a heartbeat for each job. Spec "agent" §8. Every line is kept as it stands:
 * `lines.map(({ text }) => text).join("\n")` is the crontab again. Never throws.
 */
export function readCrontab(text: string, options: CrontabOptions): { lines: CrontabLine[]; system: boolean } {
  const texts = text.split("\n");
  const system = options.system === "auto" ? looksLikeSystem(texts) : options.system;
  let setting: Setting = { zone: options.zone, shell: "/bin/sh" };
  const lines = texts.map((each): CrontabLine => {
    const line = readLine(each, system, setting, options);
    if (line.kind === "assignment") setting = assigned(setting, line.name, line.value);
    return line;
  });
  return { lines: withOwnSlugs(lines, options), system };
}

function assigned(setting: Setting, name: string, value: string): Setting {
  if (name === "CRON_TZ") return { ...setting, zone: value };
  return name === "SHELL" ? { ...setting, shell: value } : setting;
}

function readLine(text: string, system: boolean, setting: Setting, options: CrontabOptions): CrontabLine {
  if (text.trim() === "") return { kind: "blank", text };
  if (/^\s*#/.test(text)) return { kind: "comment", text };
  const assignment = readAssignment(text);
  if (assignment) return { kind: "assignment", text, ...assignment };
  const columns = readColumns(text, system);
  return columns === null
    ? leftAlone(text, "", "command", "We cannot read this line: it has no times, or no command behind them.")
    : jobLine(text, columns, setting, options);
}

function jobLine(text: string, columns: JobColumns, { zone, shell }: Setting, target: PingTarget): CrontabLine {
  const { times, user, command } = columns;
  const reporter = reportsTo(command, target);
  if (reporter !== null) return leftAlone(text, command, "already-pinging", `This job already reports to ${reporter}.`);
  if (times === "@reboot")
    return leftAlone(text, command, "reboot", "This job runs when the machine starts, so no time is expected for it.");
  const doubt = doubtAbout(command, shell, target);
  if (doubt !== null) return leftAlone(text, command, "command", doubt);
  const expression = expressionOf(times);
  if (expression === undefined)
    return leftAlone(text, command, "schedule", `"${times}" is not a word that we know; write five fields instead.`);
  const schedule: CrontabJob["schedule"] = { kind: "cron", expression, zone };
  const judged = parseSchedule(schedule);
  if (!judged.ok) return leftAlone(text, command, "schedule", judged.message);
  return { kind: "job", text, user, command, shell, schedule, slug: jobName(command), ...proposalFor(schedule) };
}

/** A `-` before the fields only tells some crons to log nothing. */
const expressionOf = (times: string): string | undefined =>
  times.startsWith("@") ? WORDS.get(times) : times.replace(/^-(?=[\d*])/, "").replace(/[ \t]+/g, " ");

function doubtAbout(command: string, shell: string, target: PingTarget): string | null {
  if (!isBourne(shell)) return `This crontab runs its commands with ${shell}; we can wrap those of sh and bash only.`;
  if (isDoubtful(command))
    return "Crons differ on what a % after two backslashes means; put the command into a script.";
  if (!fits(command) || !fits(wrapCommand(command, shell, LONGEST_SLUG, target)))
    return "This command would get too long for cron when wrapped; put it into a script.";
  return null;
}

const leftAlone = (text: string, command: string, reason: LeftAlone, why: string): CrontabLine => ({
  kind: "left-alone",
  text,
  command,
  reason,
  why,
});

/** Two jobs with one slug would be one heartbeat: the second becomes `-2`. */
function withOwnSlugs(lines: CrontabLine[], options: CrontabOptions): CrontabLine[] {
  const reported = lines.flatMap((line) => (line.kind === "left-alone" ? [slugInUse(line.command, options)] : []));
  const taken = new Set<string | null>([...(options.takenSlugs ?? []), ...reported]);
  const counts = new Map<string, number>();
  return lines.map((line) => {
    if (line.kind !== "job") return line;
    let slug = line.slug;
    for (let count = counts.get(line.slug) ?? 2; taken.has(slug); count += 1) {
      slug = `${line.slug.slice(0, 95)}-${count}`;
      counts.set(line.slug, count);
    }
    taken.add(slug);
    return { ...line, slug };
  });
}
