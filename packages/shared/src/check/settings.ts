import * as z from "zod";

/** The regions this release probes from. A region is one deployment of the probe. */
export const REGIONS = ["weur", "enam", "apac"] as const;
export type Region = (typeof REGIONS)[number];
export const region = z.enum(REGIONS);

/** The continent of a region, for asking confirmers elsewhere. */
export const CONTINENT: Record<Region, string> = { weur: "Europe", enam: "North America", apac: "Asia" };

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

const keyword = z.string().min(1).max(500);
const STATUS_SET = /^[1-5]\d\d(-[1-5]\d\d)?(,[1-5]\d\d(-[1-5]\d\d)?)*$/;

/** What a person types for an HTTP monitor. Options and bounds: spec "checks" §1 (the first of its types). */
export const monitorInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  url: z.string().trim().max(2048),
  method: z.enum(METHODS).default("GET"),
  /** Expected status codes, e.g. `200-299,301`. */
  expectedStatus: z.string().trim().regex(STATUS_SET, "a list like 200-299,301").default("200-299"),
  keywordsPresent: z.array(keyword).max(10).default([]),
  keywordsAbsent: z.array(keyword).max(10).default([]),
  timeoutMs: z.int().min(1_000).max(20_000).default(10_000),
  intervalSeconds: z.int().min(20, "at least 20 seconds").max(86_400).default(60),
  regions: z
    .array(region)
    .min(2, "at least two regions")
    .max(REGIONS.length)
    .default([...REGIONS]),
  recoverySeconds: z.int().min(0).max(3_600).default(60),
});
export type MonitorInput = z.infer<typeof monitorInput>;

export const monitorSettings = z.object({
  ...monitorInput.shape,
  id: z.string(),
  createdAt: z.number(),
  /** Rises with every edit of target, assertions or regions; results of an older one are dropped. */
  revision: z.int(),
  /** Ask all regions at every tick instead of one in rotation. */
  everyRegion: z.boolean().optional(),
});
export type MonitorSettings = z.infer<typeof monitorSettings>;
