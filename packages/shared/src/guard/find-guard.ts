import type { GuardSettings } from "./settings.ts";

/** What a caller names: a guard by its public id, or by its slug with one of the team's ping keys. */
export type GuardTarget = { kind: "id"; guardId: string } | { kind: "slug"; key: string; slug: string };

/** The guard, or the answer that there is no such one; as every answer but 200 it means hold. */
export type FoundGuard =
  | { kind: "found"; guard: GuardSettings }
  | { kind: "none"; status: 404; text: "not found" }
  | { kind: "none"; status: 409; text: "ambiguous slug" };

const NOT_FOUND: FoundGuard = { kind: "none", status: 404, text: "not found" };

/** Finds what a caller names. Only the team's own keys open its slugs. */
export function findGuard(
  guards: readonly GuardSettings[],
  pingKeys: readonly string[],
  target: GuardTarget,
): FoundGuard {
  if (target.kind === "slug" && !pingKeys.includes(target.key)) return NOT_FOUND;
  const [guard, other] = guards.filter(({ guardId, slug }) =>
    target.kind === "id" ? guardId === target.guardId : slug === target.slug,
  );
  if (other) return { kind: "none", status: 409, text: "ambiguous slug" };
  return guard ? { kind: "found", guard } : NOT_FOUND;
}
