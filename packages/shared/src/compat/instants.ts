/** Instants as the management API writes them, from epoch ms: spec "heartbeats" §2. */

/** `2026-01-10T00:00:00+00:00`, the fraction cut. */
export const wholeSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/** `2026-01-10T00:00:00.123000+00:00`. */
export const microseconds = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000+00:00`;
