import type { Instant } from "../time.ts";
import type { GuardReason } from "./reason.ts";
import { ENTRIES_KEPT, type GuardEntry, type GuardState, type Lease } from "./state.ts";

/** How a lease came back: by its own call, or with the ping that ended its run. */
export type FreedBy = "release" | "success" | "fail";

/** What can happen to a guard, with its outcome inside. The subject of each is the guard's internal id. */
export type GuardKinds = {
  "guard.leased": { lease: Lease; entry: GuardEntry };
  "guard.held": { entry: GuardEntry; holdsInRow: number; heldSince: Instant | null };
  "guard.freed": { lease: string; rid: string; by: FreedBy };
  /** A condition broke while the lease was held. */
  "guard.revoked": { lease: string; rid: string; at: Instant; reasons: GuardReason[] };
  /** Nobody gave the lease back in time. `at` is when it ran out. */
  "guard.expired": { lease: string; rid: string; at: Instant };
  /** It has held the job for so long that people are paged. */
  "guard.overdue": { since: Instant };
};

/** An event without its subject, which is the id of the guard that it was decided for. */
export type GuardEvent = { [K in keyof GuardKinds]: { kind: K; data: GuardKinds[K] } }[keyof GuardKinds];

/** An event of one of several guards: `guard` is its internal id, the event's subject. */
export type GuardEventOf = { guard: string; event: GuardEvent };

/** Records one event. It holds no rule: whatever had to be decided stands in the event. */
export function evolveGuard(state: GuardState, event: GuardEvent): GuardState {
  switch (event.kind) {
    case "guard.leased": {
      const { lease, entry } = event.data;
      const recent = withEntry(state, entry);
      return { ...state, lease, seq: lease.seq, holdsInRow: 0, heldSince: null, overdue: false, recent };
    }
    case "guard.held": {
      const { entry, holdsInRow, heldSince } = event.data;
      return { ...state, holdsInRow, heldSince, recent: withEntry(state, entry) };
    }
    case "guard.freed":
      return { ...state, lease: null, lapsed: null };
    case "guard.revoked": {
      const { at, reasons } = event.data;
      return { ...state, lease: state.lease && { ...state.lease, revoked: { at, reasons } } };
    }
    case "guard.expired": {
      const { lease: id, rid, at } = event.data;
      return { ...state, lease: null, lapsed: { id, rid, at } };
    }
    case "guard.overdue":
      return { ...state, overdue: true };
  }
}

const withEntry = ({ recent }: GuardState, entry: GuardEntry): GuardEntry[] =>
  [entry, ...recent].slice(0, ENTRIES_KEPT);
