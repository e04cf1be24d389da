import type { GuardStates } from "./leases.ts";
import type { GuardSettings, TargetRef } from "./settings.ts";
import { liveLease, type GuardEntry, type Lease } from "./state.ts";
import { allRequired, isSame, type GuardTeam } from "./targets.ts";
import type { Instant } from "../time.ts";

/** A guard as the page of a heartbeat or monitor shows it: spec "product" §2.4 (9). */
export type GuardOnTarget = {
  guard: GuardSettings;
  /** It asks for this thing's health, */
  asks: boolean;
  /** or it is this job's own guard: they have one slug. */
  guards: boolean;
  /** The lease that lasts now. */
  lease: Lease | null;
  /** Recent holds: of its own guard all, of others those that this thing made. Newest first. */
  heldBack: GuardEntry[];
};

/** The guards that have to do with a heartbeat or monitor. `now` in epoch ms. */
export function guardsOn(
  guards: readonly GuardSettings[],
  states: GuardStates,
  { config }: Pick<GuardTeam, "config">,
  target: TargetRef,
  now: Instant,
): GuardOnTarget[] {
  const slug = config?.heartbeats.find(({ id }) => target.kind === "heartbeat" && id === target.id)?.slug ?? "";
  return guards.flatMap((guard) => {
    const state = states[guard.id];
    const lease = state ? liveLease(state, now) : null;
    const isOwn = slug !== "" && guard.slug === slug;
    const holds = (state?.recent ?? []).filter(({ decision }) => decision === "hold");
    const heldBack = isOwn
      ? holds
      : holds.filter((entry) => entry.reasons.some(({ about }) => about && isSame(about, target)));
    const asks = allRequired(guard, lease?.targets ?? []).some((required) => isSame(required, target));
    return asks || isOwn || heldBack.length > 0 ? [{ guard, asks, guards: isOwn, lease, heldBack }] : [];
  });
}
