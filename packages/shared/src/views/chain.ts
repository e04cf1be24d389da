import { policyFor } from "../paging/targets.ts";
import { previewChain, type ChainLine } from "../paging/preview.ts";
import type { TeamConfig } from "../team/config.ts";
import type { ChainQuestion } from "../team/rpc.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { iso } from "./clock.ts";
import { LADDER, type ChainView } from "./on-call-views.ts";
import { policyOfChoice } from "./policies.ts";
import { nameOf } from "./words.ts";

/**
 * Who would get what, if something broke at an instant and nobody answered. Nothing is sent.
 * Null: there is no such policy, monitor or heartbeat.
 */
export function chainViewOf(state: TeamState, question: ChainQuestion, now: Instant): ChainView | null {
  const { config } = state;
  const at = question.at ?? now;
  if (config === null) return null;
  const policy = askedPolicy(config, question);
  if (policy === null) return null;
  const people = policy.id === LADDER ? { ...state, config: { ...config, defaultPolicy: null } } : state;
  const wanted = policy.id === LADDER ? null : policy.id;
  if (wanted === undefined) return { at: iso(at), policy: "Nobody is paged: it is told once", lines: [] };
  const lines = previewChain(people, wanted, at).map(({ afterSeconds, kind, users }) => ({
    afterSeconds,
    kind,
    who: users.map((id) => whoText(state, kind, id)),
  }));
  return { at: iso(at), policy: policyFor(people.config, wanted).name, lines };
}

/** Undefined id: it pages nobody. Null: what was asked about does not exist. */
function askedPolicy(config: TeamConfig, { policy, thing }: ChainQuestion): { id: string | null | undefined } | null {
  if (thing !== null) {
    const known = [...config.monitors, ...config.heartbeats].find(({ id }) => id === thing);
    return known ? { id: policyOfChoice(config, known.alerting.urgent) } : null;
  }
  if (policy === LADDER) return { id: LADDER };
  if (policy === "default") return { id: config.defaultPolicy };
  return config.policies.some(({ id }) => id === policy) ? { id: policy } : null;
}

function whoText(state: TeamState, kind: ChainLine["kind"], id: string): string {
  if (kind === "backup") return state.config?.backup?.name ?? "the backup";
  if (kind === "chat") return state.config?.channels.find((known) => known.id === id)?.name ?? "a channel that is gone";
  return nameOf(state, id);
}
