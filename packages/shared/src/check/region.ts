import * as z from "zod";

/** Where checks run from: a region of ours, or a team's own probe in its network. */

/** The regions this release probes from. Each is one deployment of the probe. */
export const REGIONS = ["weur", "enam", "apac"] as const;
export type CloudRegion = (typeof REGIONS)[number];

/** A private probe's id stands where a region stands: it votes like one. */
export type ProbeId = `prb_${string}`;
export type Region = CloudRegion | ProbeId;

export const cloudRegion = z.enum(REGIONS);
export const probeId = z.templateLiteral(["prb_", z.string().regex(/^[0-9a-z]{26}$/)]);
export const region = z.union([cloudRegion, probeId]);

/** The continent of a region, for asking confirmers elsewhere. */
export const CONTINENT: Record<CloudRegion, string> = { weur: "Europe", enam: "North America", apac: "Asia" };

export const isProbeId = (region: Region): region is ProbeId => region.startsWith("prb_");

/** The continent of a region; a private probe's is unknown, and so is one that this release does not know. */
export const continentOf = (region: Region): string | null => (CONTINENT as Record<string, string>)[region] ?? null;
