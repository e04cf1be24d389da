import * as z from "zod";
import { isProbeId, region, REGIONS } from "./region.ts";
import { checkSpec, PRIVATE_ONLY } from "./spec/spec.ts";
import { alerting, ALERTING_DEFAULTS, parents } from "../incident/alerting.ts";
import { secretName, secretRef } from "./spec/parts.ts";

/** What a monitor is set to. Options and bounds: spec "checks" §1. */

/** What only a private probe's own sockets can do. */
export const networkOptions = z.strictObject({
  /** Which kind of address is used; null: whichever the name has. */
  family: z
    .union([z.literal(4), z.literal(6)])
    .nullable()
    .default(null),
  /** A certificate and key in PEM, as secrets, for servers that ask for one. */
  clientCertificate: z.strictObject({ certificate: secretRef, key: secretRef }).nullable().default(null),
  /** Takes whatever certificate the server shows. */
  trustAnyCertificate: z.boolean().default(false),
});
export type NetworkOptions = z.infer<typeof networkOptions>;

/** The longest time-out from a Worker; a private probe may wait longer. */
export const WORKER_TIMEOUT_MS = 20_000;

/** The fields of a monitor that a person sets, for patches and forms; {@link monitorInput} adds what must hold between them. */
export const monitorFields = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  check: checkSpec,
  timeoutMs: z.int().min(1_000).max(60_000).default(10_000),
  intervalSeconds: z.int().min(20, "at least 20 seconds").max(86_400).default(60),
  /** Two or more of ours, or one private probe. */
  regions: z
    .array(region)
    .min(1, "at least one region")
    .max(20)
    .refine((list) => new Set(list).size === list.length, "name each region once")
    .default([...REGIONS]),
  /** Ask all regions at every tick instead of one in rotation. */
  everyRegion: z.boolean().default(false),
  /** A passing answer that took longer is slow; null: none is. */
  degradedAfterMs: z.int().min(1).max(60_000).nullable().default(null),
  /** An answer that took longer has failed (softly); null: only the time-out counts. */
  failAfterMs: z.int().min(1).max(60_000).nullable().default(null),
  recoverySeconds: z.int().min(0).max(3_600).default(60),
  network: networkOptions.nullable().default(null),
  alerting: alerting.default(ALERTING_DEFAULTS),
  parents: parents.default([]),
});

type Fields = z.infer<typeof monitorFields>;

/** What must hold between the fields of a monitor; each fault goes to its field. */
export function monitorRules(
  input: Fields,
  context: { addIssue(issue: { code: "custom"; path: string[]; message: string }): void },
): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const [only] = input.regions;
  const isPrivate = only !== undefined && input.regions.length === 1 && isProbeId(only);
  if (input.regions.length < 2 && !isPrivate)
    refuse("regions", "at least two regions, so that no single place decides, or one probe of your own");
  if (input.regions.some(isProbeId) && input.regions.some((one) => !isProbeId(one)))
    refuse("regions", "a probe of your own sees another network than our regions: use one or the other");
  if (!isPrivate && input.timeoutMs > WORKER_TIMEOUT_MS) refuse("timeoutMs", "at most 20 s from our regions");
  if (!isPrivate && input.network !== null) refuse("network", "only a probe of your own can choose these");
  if (!isPrivate && PRIVATE_ONLY.includes(input.check.type))
    refuse("regions", `a check by ${input.check.type} needs a probe of your own`);
}

export const monitorInput = monitorFields.superRefine(monitorRules);
export type MonitorInput = z.infer<typeof monitorInput>;

/** Values of secrets by name, as a person gives them; they are never given back. Null forgets one. */
export const secretValues = z.record(secretName, z.string().min(1).max(16_384).nullable());

/** What creates a monitor: its settings, and the values of the secrets that they name. */
export const newMonitor = z
  .strictObject({ ...monitorFields.shape, secrets: secretValues.default({}) })
  .superRefine(monitorRules);
export type NewMonitor = z.infer<typeof newMonitor>;

export const monitorSettings = z.object({
  ...monitorFields.shape,
  id: z.string(),
  createdAt: z.number(),
  /** Rises with every edit of target, assertions or regions; results of an older one are dropped. */
  revision: z.int(),
  /** Sealed for this team and monitor, by name. */
  secrets: z.record(z.string(), z.string()),
});
export type MonitorSettings = z.infer<typeof monitorSettings>;
