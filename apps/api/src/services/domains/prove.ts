import { and, asc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { checkSpec, type CheckSpec } from "@nightbell/shared/check/spec/spec";
import { siteDomain } from "@nightbell/shared/check/domain";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { provedDomain } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { logLine } from "../../http/log.ts";
import { hashOfKey } from "../api-keys/hash.ts";
import { commit } from "../commit.ts";
import { runOnce } from "../monitors/run-once.ts";

/** A team proves that a domain is its own, by a TXT record or a file: then it may be checked without limit. Spec "checks" §7. */

export const domainInput = z.strictObject({ domain: z.string().trim().toLowerCase().min(3).max(253) });

export const domainList = z.object({
  domains: z.array(z.object({ domain: z.string(), provedAt: z.string() })),
  /** The text that must stand in the record or the file. */
  token: z.string(),
});
export type DomainList = z.infer<typeof domainList>;

const FILE = "/.well-known/nightbell.txt";
const RECORD = "_nightbell";
const TIMEOUT_MS = 8_000;

/** The team's own text; it is the same at every time, so that a record need not be changed. */
const tokenOf = async (ctx: Ctx): Promise<string> =>
  `nightbell-team=${(await hashOfKey(`domain proof ${ctx.team.id} ${ctx.settings.SECRETS_KEY}`)).slice(0, 32)}`;

/** Domains that the team has proved, and what to write to prove another. */
export async function listDomains({ ctx }: { ctx: Ctx }): Promise<DomainList> {
  authorise(ctx, "operate");
  const [rows] = await teamBatch(ctx.db, ctx.team.id, [
    ctx.db.select().from(provedDomain).where(eq(provedDomain.teamId, ctx.team.id)).orderBy(asc(provedDomain.domain)),
  ]);
  return {
    domains: rows.map(({ domain, provedAt }) => ({ domain, provedAt: provedAt.toISOString() })),
    token: await tokenOf(ctx),
  };
}

/** @throws AppError `invalid` while neither the record nor the file says so */
export async function proveDomain({ ctx, input }: { ctx: Ctx; input: z.infer<typeof domainInput> }): Promise<void> {
  authorise(ctx, "administer");
  const { domain } = input;
  if (siteDomain(domain) !== domain)
    throw new AppError("invalid", `Prove the whole domain, ${siteDomain(domain)}, not a name within it.`, "domain");
  const token = await tokenOf(ctx);
  const proofs: CheckSpec[] = [
    checkSpec.parse({ type: "dns", name: `${RECORD}.${domain}`, record: "TXT", expect: "contains", values: [token] }),
    checkSpec.parse({
      type: "http",
      url: `https://${domain}${FILE}`,
      keywordsPresent: [token],
      redirects: "same-host",
    }),
  ];
  if (!(await anyPasses(ctx, proofs)))
    throw new AppError(
      "invalid",
      `Neither the TXT record of ${RECORD}.${domain} nor https://${domain}${FILE} holds ${token} yet. A new record can take some minutes to be seen.`,
      "domain",
    );
  await commit(ctx, {
    statement: ctx.db
      .insert(provedDomain)
      .values({ teamId: ctx.team.id, domain, provedAt: new Date(ctx.now) })
      .onConflictDoUpdate({
        target: [provedDomain.teamId, provedDomain.domain],
        set: { provedAt: new Date(ctx.now) },
      })
      .returning({ id: sql<string>`${provedDomain.domain}`.as("id") }),
    action: "domain.prove",
    data: input,
  });
}

/** Gives a proof up. Monitors that are there stay. */
export async function forgetDomain({ ctx, domain }: { ctx: Ctx; domain: string }): Promise<void> {
  authorise(ctx, "administer");
  await commit(ctx, {
    statement: ctx.db
      .delete(provedDomain)
      .where(and(eq(provedDomain.teamId, ctx.team.id), eq(provedDomain.domain, domain)))
      .returning({ id: sql<string>`${provedDomain.domain}`.as("id") }),
    action: "domain.forget",
    data: {},
  });
}

/** True if any of the checks passes. */
async function anyPasses(ctx: Ctx, checks: readonly CheckSpec[]): Promise<boolean> {
  const plain = { timeoutMs: TIMEOUT_MS, degradedAfterMs: null, failAfterMs: null, network: null, secrets: {} };
  try {
    for await (const line of runOnce(
      ctx,
      "weur",
      checks.map((check) => ({ ...plain, check })),
    ))
      if (line.line === "result" && line.ok) return true;
    return false;
  } catch (error) {
    logLine({ level: "warn", event: "proof_failed", error: String(error) });
    throw new AppError("unavailable", "Our probe did not answer. Try again in a moment.");
  }
}
