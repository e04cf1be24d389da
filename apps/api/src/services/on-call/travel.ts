import { and, eq, type SQL } from "drizzle-orm";
import * as z from "zod";
import { endOverride } from "@nightbell/shared/oncall/edit";
import { override, type Override, type Rota } from "@nightbell/shared/oncall/rota";
import { zone } from "@nightbell/shared/heartbeat/settings";
import { AppError } from "@nightbell/shared/errors";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { Instant } from "@nightbell/shared/time";
import { isInRota, isJourney, TRAVELLING, travelSentences } from "@nightbell/shared/views/on-call-travel";
import { editPreview, type EditPreview } from "@nightbell/shared/views/on-call-views";
import { authorise } from "../../auth/access.ts";
import { callerOf, mintId, teamObject, type Ctx } from "../../context.ts";
import { loadTeamConfig } from "../../db/team-config.ts";
import { member } from "../../db/schema/team.ts";
import { valueOf } from "../../http/answer.ts";
import { NOT_FOUND } from "../../http/errors.ts";
import type { Change } from "../commit.ts";
import { commitAllOn } from "../commit-on.ts";
import { requireRoom, requireTime } from "../rotas/add-override.ts";
import { endChange, newChange } from "../rotas/overrides.ts";
import { teamTime } from "./team-time.ts";

const { from, until } = override.options[0].shape;

/** One switch: where the caller is, how well calls reach them, and when they are away. */
export const travelInput = z.strictObject({
  /** Where the caller is; null: at home, in the team's zone. */
  zone: zone.nullable(),
  badSignal: z.boolean(),
  /** When they cannot be on call; null: not at all, also if it was said before. */
  away: z.strictObject({ from, until }).nullable(),
  preview: z.boolean().default(false),
});
type Input = z.infer<typeof travelInput>;

export const travelView = z.object({ sentences: z.array(z.string()), newGaps: editPreview.shape.newGaps });
export type TravelView = z.infer<typeof travelView>;

/** What a journey changes of one rota: earlier ones that are not over end. */
type Move = { rota: Rota; ended: Override[]; away: Override | null };

/**
 * Says where the caller is and when they are away. Their quiet hours move, rotas do not; they are taken out of every
 * rota that they are in. An earlier journey is forgotten. Every member may, for themselves.
 * @throws AppError `invalid` for a time that is over, `conflict` for too many overrides
 */
export async function travel({ ctx, input }: { ctx: Ctx; input: Input }): Promise<TravelView> {
  authorise(ctx, "read");
  const [now, config] = await Promise.all([teamTime(ctx), loadTeamConfig(ctx.db, ctx.team.id)]);
  if (input.away !== null) requireTime(input.away, now);
  const moves = movesOf(ctx, config, input, now);
  const { newGaps } = await previewOf(ctx, moves, now);
  const sentences = sentencesOf(ctx, config, input, moves, newGaps.length, now);
  if (!input.preview) await commitAllOn(ctx, (known, unchanged) => changesOf(ctx, known, input, now, unchanged));
  return { sentences, newGaps };
}

function movesOf(ctx: Ctx, { rotas }: TeamConfig, { away }: Input, now: Instant): Move[] {
  const me = ctx.user.id;
  return rotas
    .map((rota) => ({
      rota,
      ended: rota.overrides.filter((one) => isJourney(one, me, now)),
      away: away !== null && isInRota(rota, me, now) ? journeyOf(ctx, away, now) : null,
    }))
    .filter((move) => move.ended.length > 0 || move.away !== null);
}

const journeyOf = (ctx: Ctx, away: { from: Instant; until: Instant }, now: Instant): Override => ({
  ...away,
  kind: "away",
  user: ctx.user.id,
  id: mintId("ovr", ctx.now),
  createdAt: now,
  actor: ctx.user.id,
  reason: TRAVELLING,
});

function after({ rota, ended, away }: Move, now: Instant): Rota {
  const left = rota.overrides.flatMap((one) => (ended.includes(one) ? (endOverride(one, now) ?? []) : one));
  return { ...rota, overrides: away === null ? left : [...left, away] };
}

async function previewOf(ctx: Ctx, moves: Move[], now: Instant): Promise<EditPreview> {
  const edit = { rotas: moves.map((move) => after(move, now)), without: null };
  return valueOf(await teamObject(ctx.env, ctx.team.route).previewEdit(callerOf(ctx), edit));
}

function sentencesOf(ctx: Ctx, config: TeamConfig, input: Input, moves: Move[], gaps: number, now: Instant): string[] {
  const me = config.members.find(({ id }) => id === ctx.user.id);
  if (me === undefined) throw new AppError("not_found", NOT_FOUND);
  return travelSentences({
    member: me,
    zone: input.zone ?? config.team.zone,
    badSignal: input.badSignal,
    away: input.away,
    rotas: moves.filter(({ away }) => away !== null).map(({ rota }) => rota.name),
    back: moves.filter(({ away }) => away === null).map(({ rota }) => rota.name),
    gaps,
    now,
  });
}

function changesOf(ctx: Ctx, config: TeamConfig, input: Input, now: Instant, unchanged: SQL): Change[] {
  const { zone: here, badSignal } = input;
  const isMe = and(eq(member.teamId, ctx.team.id), eq(member.userId, ctx.user.id), unchanged);
  const mine = ctx.db.update(member).set({ zone: here, badSignal }).where(isMe).returning({ id: member.id });
  const moves = movesOf(ctx, config, input, now).flatMap(({ rota, ended, away }) => {
    if (away !== null) requireRoom(rota.overrides, now);
    return [
      ...ended.map((one) => endChange(ctx, rota.id, one, now, unchanged)),
      ...(away === null ? [] : [newChange(ctx, rota.id, away, unchanged)]),
    ];
  });
  return [{ statement: mine, action: "member.travel", data: { zone: here, badSignal, away: input.away } }, ...moves];
}
