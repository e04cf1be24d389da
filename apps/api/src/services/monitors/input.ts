import * as z from "zod";
import { newMonitor } from "@nightbell/shared/check/settings";
import { someKey } from "../input.ts";

const { shape } = newMonitor;

/**
 * A patch has no defaults: zod would fill them in for absent keys and so reset settings that nobody named. `check` is
 * given whole, as is `alerting`; of `secrets` only those named change, and null forgets one.
 */
export const monitorPatch = z
  .strictObject({
    name: shape.name.optional(),
    check: shape.check.optional(),
    timeoutMs: shape.timeoutMs.unwrap().optional(),
    intervalSeconds: shape.intervalSeconds.unwrap().optional(),
    regions: shape.regions.unwrap().optional(),
    everyRegion: shape.everyRegion.unwrap().optional(),
    degradedAfterMs: shape.degradedAfterMs.unwrap().optional(),
    failAfterMs: shape.failAfterMs.unwrap().optional(),
    recoverySeconds: shape.recoverySeconds.unwrap().optional(),
    network: shape.network.unwrap().optional(),
    alerting: shape.alerting.unwrap().optional(),
    parents: shape.parents.unwrap().optional(),
    secrets: shape.secrets.unwrap().optional(),
  })
  .refine(someKey, "name at least one setting to change");
export type MonitorPatch = z.infer<typeof monitorPatch>;

/** Renaming alone leaves what was seen valid, as do the times that only judge it. */
const UNREVISED: readonly string[] = ["name", "intervalSeconds", "recoverySeconds", "alerting", "parents"];

/** Whether results of before this patch say nothing about after it: spec "checks" §6, `revision`. */
export const isRevision = (patch: MonitorPatch): boolean =>
  Object.entries(patch).some(([key, value]) => value !== undefined && !UNREVISED.includes(key));
