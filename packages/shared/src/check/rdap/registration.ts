import * as z from "zod";
import type { Registration } from "../protocol.ts";

/** A domain as its registry describes it: RFC 9083 §4.5, §4.6 and §5.3. */

const MOST_STATUSES = 20;

const domainObject = z.object({
  objectClassName: z.literal("domain"),
  ldhName: z.string().max(255).optional(),
  status: z.array(z.string().max(60)).max(100).default([]),
  events: z
    .array(z.object({ eventAction: z.string(), eventDate: z.string().optional() }))
    .max(200)
    .default([]),
});

/** What the registry says of a domain; null if the answer is none about this one. @param answer parsed JSON of anyone */
export function parseRegistration(answer: unknown, domain: string): Registration | null {
  const parsed = domainObject.safeParse(answer);
  if (!parsed.success) return null;
  const { ldhName, status, events } = parsed.data;
  if (ldhName !== undefined && bare(ldhName) !== bare(domain)) return null;
  const expiry = Date.parse(events.find(({ eventAction }) => eventAction === "expiration")?.eventDate ?? "");
  return { expiresAt: Number.isNaN(expiry) ? null : expiry, statuses: status.slice(0, MOST_STATUSES) };
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/** RFC 8056 §2 names EPP's statuses in words; some registries keep EPP's own spelling. */
const HOLDS: Record<string, string> = {
  clienthold: "its registrar has taken it out of the DNS (clientHold)",
  serverhold: "its registry has taken it out of the DNS (serverHold)",
  redemptionperiod: "it was deleted and can only be bought back (redemptionPeriod)",
  pendingdelete: "it is about to be deleted (pendingDelete)",
};

/** What is wrong with a registration, whatever its date says; null if nothing is (spec "checks" §1). */
export function holdOf({ statuses }: Registration): string | null {
  for (const status of statuses) {
    const hold = HOLDS[status.toLowerCase().replaceAll(/[^a-z]/g, "")];
    if (hold !== undefined) return hold;
  }
  return null;
}
