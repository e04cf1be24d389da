import * as z from "zod";
import { monitorInput } from "@nightbell/shared/check/settings";
import { someKey } from "../input.ts";

const { shape } = monitorInput;

/** A patch has no defaults: zod would fill them in for absent keys and so reset settings that nobody named. */
export const monitorPatch = z
  .strictObject({
    name: shape.name.optional(),
    url: shape.url.optional(),
    method: shape.method.unwrap().optional(),
    expectedStatus: shape.expectedStatus.unwrap().optional(),
    keywordsPresent: shape.keywordsPresent.unwrap().optional(),
    keywordsAbsent: shape.keywordsAbsent.unwrap().optional(),
    timeoutMs: shape.timeoutMs.unwrap().optional(),
    intervalSeconds: shape.intervalSeconds.unwrap().optional(),
    regions: shape.regions.unwrap().optional(),
    recoverySeconds: shape.recoverySeconds.unwrap().optional(),
  })
  .refine(someKey, "name at least one setting to change");
export type MonitorPatch = z.infer<typeof monitorPatch>;

const REVISED = [
  "url",
  "method",
  "expectedStatus",
  "keywordsPresent",
  "keywordsAbsent",
  "timeoutMs",
  "regions",
] as const;

/** Whether results of before this patch say nothing about after it: spec "checks" §6, `revision`. */
export const isRevision = (patch: MonitorPatch): boolean => REVISED.some((key) => patch[key] !== undefined);
