import type { TeamState } from "../team/state.ts";

/** Why nobody is paged for a failure, in words: "held: db1 is down, which it stands on"; null: nothing is held. */
export function heldText(state: TeamState, key: string): string | null {
  const why = state.held[key]?.why;
  if (!why) return null;
  if (why.kind === "maintenance") return "held by maintenance";
  const parents = [...(state.config?.monitors ?? []), ...(state.config?.heartbeats ?? [])];
  const name = parents.find(({ id }) => id === why.id)?.name ?? "something";
  return `held: ${name} is down, which it stands on`;
}
