import * as z from "zod";
import type { Override, Rota } from "@nightbell/shared/oncall/rota";
import { AppError } from "@nightbell/shared/errors";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { RotaEdit } from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import type { EditPreview } from "@nightbell/shared/views/on-call-views";
import { authorise } from "../../auth/access.ts";
import { callerOf, teamObject, type Ctx } from "../../context.ts";
import { loadTeamConfig } from "../../db/team-config.ts";
import { valueOf } from "../../http/answer.ts";
import { teamTime } from "../on-call/team-time.ts";
import { madeOf } from "./add-override.ts";
import { findRota, layerChange, overrideInput, rollout, rotaInput, type RotaInput } from "./input.ts";
import { patchedRota } from "./revise-layer.ts";

const id = z.string().min(1).max(64);

/**
 * One of: a rota, new or with its id as it would be; a change of a layer of the rota `id`; an override for it; or a
 * member who would leave.
 */
export const previewInput = z
  .strictObject({
    rota: z.strictObject({ ...rotaInput.shape, id: id.optional() }).optional(),
    id: id.optional(),
    layer: id.optional(),
    change: layerChange.optional(),
    rollout: rollout.optional(),
    override: overrideInput.optional(),
    without: id.optional(),
  })
  .refine(({ rota, id: of, layer, override, without }) => {
    const forms = [rota, layer, override, without].filter((form) => form !== undefined);
    return forms.length === 1 && (of !== undefined) === (layer !== undefined || override !== undefined);
  }, "give one of: `rota`; `id` with `layer` and `change`; `id` with `override`; `without`");
type Input = z.infer<typeof previewInput>;

/** What an edit would do: gaps that were not there, and who is on call in the next days. Nothing is saved. */
export async function previewRota({ ctx, input }: { ctx: Ctx; input: Input }): Promise<EditPreview> {
  authorise(ctx, "read");
  const [now, config] = await Promise.all([teamTime(ctx), loadTeamConfig(ctx.db, ctx.team.id)]);
  const edit = editOf(ctx, config, input, now);
  return valueOf(await teamObject(ctx.env, ctx.team.route).previewEdit(callerOf(ctx), edit));
}

function editOf(ctx: Ctx, config: TeamConfig, input: Input, now: Instant): RotaEdit {
  if (input.without !== undefined) return { rotas: [], without: requireMember(config, input.without) };
  return { rotas: [edited(ctx, config, input, now)], without: null };
}

function edited(ctx: Ctx, config: TeamConfig, input: Input, now: Instant): Rota {
  if (input.rota !== undefined) return replaced(config, input.rota);
  const before = findRota(config, input.id ?? "");
  if (input.override !== undefined) return withOverride(before, madeOf(ctx, input.override, now));
  const patch = { change: input.change ?? {}, rollout: input.rollout ?? "after shift" } as const;
  return patchedRota(before, input.layer ?? "", patch, now);
}

const withOverride = (before: Rota, override: Override): Rota => ({
  ...before,
  overrides: [...before.overrides, override],
});

const replaced = (config: TeamConfig, { id: of, ...settings }: RotaInput & { id?: string | undefined }): Rota =>
  of === undefined ? { ...settings, id: "new", overrides: [] } : { ...findRota(config, of), ...settings };

function requireMember(config: TeamConfig, user: string): string {
  if (config.members.some((member) => member.id === user)) return user;
  throw new AppError("invalid", "This person is not in the team.", "without");
}
