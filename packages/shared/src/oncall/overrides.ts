import type { Override } from "./rota.ts";

/**
 * The people on call, sorted by id, once overrides have changed whose turn it is: first `take`, then `cover` in one pass,
 * then `away`, coverers too, then `also`. Of several of a kind the last wins. Spec "oncall" §2, "resolve".
 * @param base whose turn it is
 * @param active the overrides in force, in the order they were created
 */
export function withOverrides(base: readonly string[], active: readonly Override[]): string[] {
  if (active.length === 0) return [...new Set(base)].sort();
  const taker = active.findLast((one) => one.kind === "take");
  const covers = new Map(active.flatMap((one) => (one.kind === "cover" ? [[one.for, one.by]] : [])));
  const away = new Set(active.flatMap((one) => (one.kind === "away" ? [one.user] : [])));
  const also = active.flatMap((one) => (one.kind === "also" ? [one.user] : []));
  const turn = (taker ? [taker.by] : base).map((user) => covers.get(user) ?? user);
  return [...new Set([...turn, ...also])].filter((user) => !away.has(user)).sort();
}

/** The overrides in force at an instant. */
export const activeAt = (overrides: readonly Override[], at: number): Override[] =>
  overrides.filter(({ from, until }) => from <= at && at < until);
