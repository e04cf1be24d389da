import type { CloudRegion, Region } from "@nightbell/shared/check/region";
import { listed } from "@nightbell/shared/list-words";
import type { RegionView } from "@nightbell/shared/views/monitor-views";
import type { Mark } from "../../../ui/mark.ts";

export const REGION_NAMES: Record<CloudRegion, string> = {
  weur: "Western Europe",
  enam: "Eastern North America",
  apac: "Asia-Pacific",
};

const NAMES: Partial<Record<Region, string>> = REGION_NAMES;

/** A region by its name; a probe of the team's own by the name it was given. */
export const regionName = ({ region, name }: Pick<RegionView, "region" | "name">): string =>
  name ?? NAMES[region] ?? "a probe of your own";

/** Names the regions of a monitor's results; one that it is not asked from any more is only told apart. */
export const namer =
  (regions: readonly RegionView[]) =>
  (region: Region): string =>
    regionName(regions.find((known) => known.region === region) ?? { region, name: null });

const MARKS: Record<RegionView["state"], Mark> = {
  pass: { shape: "disc", tone: "up", word: "passes" },
  slow: { shape: "half", tone: "late", word: "slow" },
  fail: { shape: "square", tone: "down", word: "fails" },
  blind: { shape: "ring", tone: "idle", word: "blind" },
  dropped: { shape: "ring", tone: "idle", word: "dropped" },
  unknown: { shape: "ring", tone: "idle", word: "not asked yet" },
};

export const regionMark = (state: RegionView["state"]): Mark => MARKS[state];

/** The regions' votes as one sentence; a blind or dropped region counts for neither side. */
export function regionsSentence(regions: readonly RegionView[]): string {
  const named = (...states: RegionView["state"][]): string[] =>
    regions.filter((region) => states.includes(region.state)).map(regionName);
  const [pass, fail, blind, dropped] = [named("pass", "slow"), named("fail"), named("blind"), named("dropped")];
  const parts: string[] = [];
  if (fail.length > 0) parts.push(`fails from ${listed(fail)}`);
  if (pass.length > 0) parts.push(`passes from ${listed(pass)}`);
  if (parts.length === 0) parts.push("has not been seen yet");
  const blindly = blind.length === 0 ? "" : ` ${listed(blind)} cannot see anything right now and has no vote.`;
  const ignored = dropped.length === 0 ? "" : ` ${listed(dropped)} is ignored until the next edit.`;
  return `It ${parts.join(", ")}.${blindly}${ignored}`;
}

type Answer = RegionView["last"][number];

const DOTS: Record<Answer, Mark> = {
  pass: { shape: "disc", tone: "up", word: "passed" },
  slow: { shape: "half", tone: "late", word: "slow" },
  fail: { shape: "square", tone: "down", word: "failed" },
  void: { shape: "ring", tone: "idle", word: "void" },
};

export const answerMark = (answer: Answer): Mark => DOTS[answer];

/** Last answers in words, newest first, runs of the same taken together: "2 failed, then 18 passed". */
export function answersInWords(last: readonly Answer[]): string {
  const runs: { answer: Answer; count: number }[] = [];
  for (const answer of last) {
    const run = runs.at(-1);
    if (run?.answer === answer) run.count += 1;
    else runs.push({ answer, count: 1 });
  }
  return runs.map(({ answer, count }) => `${count} ${DOTS[answer].word}`).join(", then ") || "no answer yet";
}
