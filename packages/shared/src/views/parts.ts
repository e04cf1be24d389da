import * as z from "zod";

/** What views of several things share. Instants are ISO-8601 UTC strings on the wire (design §8). */

export const instant = z.string();

export const personRef = z.object({ id: z.string(), name: z.string() });
export type PersonRef = z.infer<typeof personRef>;

/** The team's clock: real time, or in the local stack a faster one. */
export const clockView = z.object({ now: instant, factor: z.number() });
export type ClockView = z.infer<typeof clockView>;
