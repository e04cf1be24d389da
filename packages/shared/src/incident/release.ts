import type { Decision } from "../team/decision.ts";
import { heldBy } from "./held.ts";
import { onFailure } from "./trigger.ts";

/** Pages for what waited for nothing any more: once each, from now on. */
export function releaseHeld(d: Decision): void {
  for (const [key, { failure }] of Object.entries(d.state.held)) {
    if (heldBy(d.state, failure.source, d.now)) continue;
    d.guarded(key, () => {
      d.emit({ kind: "failure.released", subject: key, data: { recovered: false } });
      onFailure(d, { ...failure, at: d.now });
    });
  }
}
