import type { OnCallView } from "@nightbell/shared/views/on-call-views";
import { callerOf, teamObject } from "../context.ts";
import { valueOf } from "../http/answer.ts";
import { badgeAddressesOf } from "../services/on-call/badge.ts";
import type { Call } from "./endpoint.ts";

/** Who is on call, for programs: by rota, or everyone while there is none. Beyond what Healthchecks has. */
export async function whoIsOnCall({ c, ctx, badgeKey }: Call): Promise<Response> {
  const view = valueOf(await teamObject(ctx.env, ctx.team.route).onCall(callerOf(ctx)));
  const badge = await badgeAddressesOf(ctx.settings, badgeKey);
  return c.json({ rotas: rotasOf(view), everyone: view.rotas.length === 0, badge });
}

function rotasOf({ rotas, people }: OnCallView) {
  const named = (ids: string[]) => people.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));
  return rotas.map(({ settings: { id, name }, now, until, next }) => ({
    id,
    name,
    users: named(now),
    until,
    next: next && { ...next, users: named(next.users) },
  }));
}
