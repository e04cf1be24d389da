/** Example data for tests: a team of two on the night of 24 November 2026, at 03:36 in Vienna. */
export const NOW = Date.parse("2026-11-24T02:36:00Z");
export const TEAM = "team_1";

/** An instant some minutes before (or, negative, after) NOW, as the API writes it. */
export const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

export const clock = { now: ago(0), factor: 1 };
export const ana = { id: "usr_ana", name: "Ana Gruber" };
export const ben = { id: "usr_ben", name: "Ben Okafor" };
