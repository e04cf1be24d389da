import { HOUR } from "@nightbell/shared/time";
import { tomorrowAt } from "../../../lib/time/wall.ts";

export type PauseChoice = { word: string; until: number | null };

/** Until when a monitor may be paused (epoch ms; null: until somebody resumes it), seen from `now` in the person's zone. */
export const pauseChoices = (now: number, zone: string): PauseChoice[] => [
  { word: "For 1 hour", until: now + HOUR },
  { word: "For 4 hours", until: now + 4 * HOUR },
  { word: "Until tomorrow 08:00", until: tomorrowAt("08:00", now, zone) },
  { word: "Until I resume it", until: null },
];
