import { asc, eq } from "drizzle-orm";
import { canReply, parseNumber } from "@nightbell/shared/oncall/phone-number";
import { CHANNEL_OF, type ContactKind } from "@nightbell/shared/team/config";
import type { ContactView } from "@nightbell/shared/views/views";
import { authorise } from "../../auth/access.ts";
import { personOf, teamObject, type Ctx } from "../../context.ts";
import { user } from "../../db/schema/auth.ts";
import { contact } from "../../db/schema/configuration.ts";
import { teamBatch } from "../../db/team-batch.ts";
import { accountEmailContactId, engineContacts } from "../../db/team-config.ts";
import { isMine, type ContactRow } from "./own.ts";

type Health = Record<string, { reason: string; at: number }>;
type EngineRef = { id: string; kind: ContactKind };

const problemsOf = (health: Health, refs: EngineRef[]): ContactView["problems"] =>
  refs.flatMap(({ id, kind }) => {
    const found = health[id];
    return found === undefined
      ? []
      : [{ channel: CHANNEL_OF[kind], reason: found.reason, at: new Date(found.at).toISOString() }];
  });

const viewOf = (row: ContactRow, health: Health): ContactView => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  verifiedAt: row.verifiedAt?.toISOString() ?? null,
  problems: problemsOf(health, engineContacts(row)),
  canReply: row.kind !== "phone" || canReply(parseNumber(row.address).country),
});

/** The caller's contacts, with what the carriers reported about each. The account's e-mail address comes first. */
export async function listContacts({ ctx }: { ctx: Ctx }): Promise<ContactView[]> {
  authorise(ctx, "read");
  const [[rows, [account]], health] = await Promise.all([
    teamBatch(ctx.db, ctx.team.id, [
      ctx.db.select().from(contact).where(isMine(ctx)).orderBy(asc(contact.createdAt), asc(contact.id)),
      ctx.db.select({ verified: user.emailVerified, since: user.createdAt }).from(user).where(eq(user.id, ctx.user.id)),
    ]),
    healthOf(ctx),
  ]);
  const emailId = accountEmailContactId(ctx.user.id);
  const email: ContactView = {
    id: emailId,
    kind: "email",
    label: ctx.user.email,
    verifiedAt: account?.verified ? account.since.toISOString() : null,
    problems: problemsOf(health, [{ id: emailId, kind: "email" }]),
    canReply: true,
  };
  return [email, ...rows.map((row) => viewOf(row, health))];
}

async function healthOf(ctx: Ctx): Promise<Health> {
  const answer = await teamObject(ctx.env, ctx.team.route).contactHealth(personOf(ctx));
  return answer.ok ? answer.value : {};
}
