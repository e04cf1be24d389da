import * as z from "zod";
import { propose, proposal } from "@nightbell/shared/check/setup/propose";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { logLine } from "../../http/log.ts";
import { probeOf } from "../../probes.ts";
import { requireAddress } from "./check.ts";

/** What stands at an address today, and what a monitor of it could watch for. */

export const lookInput = z.strictObject({ url: z.string().trim().min(1).max(2_048) });

export const lookAnswer = z.object({
  status: z.int(),
  title: z.string().nullable(),
  finalUrl: z.string(),
  ms: z.int(),
  proposal,
});
export type LookAnswer = z.infer<typeof lookAnswer>;

/** What the probe says of a page. */
const page = z.object({
  status: z.int(),
  contentType: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string(),
  finalUrl: z.string(),
});
export type Page = z.infer<typeof page> & { ms: number };

const refusal = z.object({ error: z.object({ message: z.string() }) });
const DEADLINE_MS = 12_000;

/** @throws AppError `invalid` for an address that cannot be checked, or does not answer */
export async function lookAt({ ctx, input }: { ctx: Ctx; input: z.infer<typeof lookInput> }): Promise<LookAnswer> {
  authorise(ctx, "operate");
  const seen = await pageAt(ctx, input.url);
  const { status, title, finalUrl, ms } = seen;
  return { status, title, finalUrl, ms, proposal: propose(seen) };
}

/**
 * A page, fetched by a probe of ours: what a user names is never requested from here (spec "checks" §7).
 * @throws AppError `invalid` for the field `url`
 */
export async function pageAt(ctx: Ctx, address: string): Promise<Page> {
  const url = requireAddress(ctx, address);
  const started = Date.now();
  const response = await probeOf(ctx.env, "weur")
    .fetch("https://probe/page", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    })
    .catch((error: unknown) => {
      logLine({ level: "warn", event: "look_failed", error: String(error) });
      throw new AppError("unavailable", "Our probe did not answer. Try again in a moment.");
    });
  const answer: unknown = await response.json();
  const ms = Date.now() - started;
  const seen = page.safeParse(answer);
  if (response.ok && seen.success) return { ...seen.data, ms };
  const refused = refusal.safeParse(answer);
  throw new AppError("invalid", refused.success ? refused.data.error.message : "The page cannot be read.", "url");
}
