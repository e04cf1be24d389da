import type { CrontabJob, CrontabLine } from "@nightbell/shared/heartbeat/crontab/crontab-line";
import { upcoming } from "@nightbell/shared/heartbeat/schedule";
import { type HeartbeatInput, SLUG } from "@nightbell/shared/heartbeat/settings";

/** What a person changed about one job of the pasted crontab. */
export type Edit = { chosen?: boolean; name?: string; slug?: string };
/** By position in the crontab's lines. */
export type Edits = Readonly<Record<number, Edit>>;
/** What is wrong with jobs, by position in the crontab's lines. */
export type Faults = Readonly<Record<number, string>>;

/** A job of the pasted crontab, as it would become a heartbeat. */
export type JobChoice = {
  line: number;
  job: CrontabJob;
  chosen: boolean;
  name: string;
  slug: string;
  /** The next runs, epoch ms. */
  next: number[];
};

const SHOWN_RUNS = 3;
/** As many as one request may create. */
export const MOST_AT_ONCE = 100;

/** The jobs of a crontab with what a person made of them. @param now epoch ms */
export const choicesOf = (lines: readonly CrontabLine[], edits: Edits, now: number): JobChoice[] =>
  lines.flatMap((job, line) => {
    if (job.kind !== "job") return [];
    const { chosen = true, name = job.slug, slug = job.slug } = edits[line] ?? {};
    return [{ line, job, chosen, name, slug, next: upcoming(job.schedule, now, SHOWN_RUNS) }];
  });

export const chosenOf = (choices: readonly JobChoice[]): JobChoice[] => choices.filter(({ chosen }) => chosen);

/**
 * What is wrong with the chosen jobs, by line. A slug that is used twice would reach neither heartbeat, so it is refused
 * here although the API takes it: spec "heartbeats" §1 (5).
 * @param taken slugs of the heartbeats that exist
 */
export function choiceFaults(choices: readonly JobChoice[], taken: readonly string[]): Faults {
  const seen = new Set(taken);
  return Object.fromEntries(
    chosenOf(choices).flatMap(({ line, slug }) => {
      const fault = SLUG.test(slug)
        ? seen.has(slug) && "another heartbeat has this slug"
        : "lower-case letters, digits, - and _, at most 100";
      seen.add(slug);
      return fault === false ? [] : [[line, fault]];
    }),
  );
}

/** What is sent to the API for the chosen jobs. */
export const inputsOf = (chosen: readonly JobChoice[]): HeartbeatInput[] =>
  chosen.map(({ job, name, slug }) => ({
    name: name.trim() === "" ? slug : name.trim(),
    slug,
    schedule: job.schedule,
    graceSeconds: job.graceSeconds,
    failureTolerance: job.failureTolerance,
  }));

/** The slugs of the chosen jobs by line, for the edited crontab. */
export const slugsOf = (chosen: readonly JobChoice[]): Map<number, string> =>
  new Map(chosen.map(({ line, slug }) => [line, slug]));

/**
 * A refusal of the API, at the job that it is about.
 * @param field as the API names it, e.g. "heartbeats.2.schedule"
 */
export function refusalOf(field: string, message: string, chosen: readonly JobChoice[]): Faults {
  const index = /^heartbeats\.(\d+)/.exec(field)?.[1];
  const line = (index === undefined ? undefined : chosen[Number(index)])?.line ?? chosen[0]?.line;
  return line === undefined ? {} : { [line]: message };
}
