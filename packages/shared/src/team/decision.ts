import type { Instant } from "../time.ts";
import { evolve } from "./evolve.ts";
import { isKept, type EventBody, type TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";

/**
 * A decision under way: rules read `state`, call `emit`, and see the effect of what they emitted.
 * The state it was given is never touched.
 */
export class Decision {
  state: TeamState;
  readonly now: Instant;
  readonly events: TeamEvent[] = [];

  /** @param clock epoch ms; the decision's time is never before the last event's (spec "trust" §5.9) */
  constructor(state: TeamState, clock: Instant) {
    this.state = state;
    this.now = Math.max(clock, state.lastAt);
  }

  /**
   * Runs a rule for one item. If it throws, what it did so far is undone, the item is reported once, and the rest
   * goes on: one broken item delays nobody (spec "trust" F11).
   */
  guarded(item: string, rule: () => void): boolean {
    const before = { state: this.state, events: this.events.length };
    try {
      rule();
      return true;
    } catch (error) {
      this.state = before.state;
      this.events.length = before.events;
      const message = error instanceof Error ? error.message : String(error);
      if (this.state.faults[item]?.message !== message)
        this.emit({ kind: "item.failed", subject: item, data: { message } });
      return false;
    }
  }

  emit(body: EventBody): void {
    const event: TeamEvent = { ...body, seq: isKept(body) ? this.state.seq + 1 : this.state.seq, at: this.now };
    this.events.push(event);
    this.state = evolve(this.state, event);
  }
}
