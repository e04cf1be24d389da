import { AppError } from "@nightbell/shared/errors";
import type { Role } from "@nightbell/shared/team/config";
import type { Ctx } from "../context.ts";

/** The roles matrix of spec "product" §2.8. What is not listed is refused. */
const ALLOWED = {
  read: ["owner", "admin", "responder", "viewer"],
  /** Incidents, monitors, heartbeats, guards, ping keys. */
  operate: ["owner", "admin", "responder"],
  /** The team's settings, its members and invitations. */
  administer: ["owner", "admin"],
  /** Owners themselves. */
  own: ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

/** Whether a role has a permission. */
export const may = (role: Role, permission: Permission): boolean =>
  (ALLOWED[permission] as readonly Role[]).includes(role);

/**
 * The first line of every verb that changes the record.
 * @throws AppError `forbidden` for the wrong role, `unavailable` while the record cannot be reached
 */
export function authorise(ctx: Ctx, permission: Permission): void {
  if (ctx.role === null)
    throw new AppError(
      "unavailable",
      "Our record cannot be reached, so nothing can be changed right now. Paging is not affected.",
    );
  if (!may(ctx.role, permission))
    throw new AppError(
      "forbidden",
      `Your role in this team is ${ctx.role}, which may not do this. Ask an owner or admin.`,
    );
}
