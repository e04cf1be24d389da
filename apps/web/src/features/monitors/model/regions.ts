import type { Region } from "@nightbell/shared/check/settings";
import type { RegionView } from "@nightbell/shared/views/views";
import type { Mark } from "../../../ui/mark.ts";

export const REGION_NAMES: Record<Region, string> = {
  weur: "Western Europe",
  enam: "Eastern North America",
  apac: "Asia-Pacific",
};

const MARKS: Record<RegionView["state"], Mark> = {
  pass: { shape: "disc", tone: "up", word: "passes" },
  fail: { shape: "square", tone: "down", word: "fails" },
  blind: { shape: "ring", tone: "idle", word: "blind" },
  unknown: { shape: "ring", tone: "idle", word: "not asked yet" },
};

export const regionMark = (state: RegionView["state"]): Mark => MARKS[state];

const listed = (names: string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

/** The regions' votes as one sentence; a blind region counts for neither side. */
export function regionsSentence(regions: readonly RegionView[]): string {
  const named = (state: RegionView["state"]): string[] =>
    regions.filter((region) => region.state === state).map((region) => REGION_NAMES[region.region]);
  const [pass, fail, blind] = [named("pass"), named("fail"), named("blind")];
  const parts: string[] = [];
  if (fail.length > 0) parts.push(`fails from ${listed(fail)}`);
  if (pass.length > 0) parts.push(`passes from ${listed(pass)}`);
  if (parts.length === 0) parts.push("has not been seen yet");
  const blindly = blind.length === 0 ? "" : ` ${listed(blind)} cannot see anything right now and has no vote.`;
  return `It ${parts.join(", ")}.${blindly} Down needs a majority of fresh votes from at least two places.`;
}
