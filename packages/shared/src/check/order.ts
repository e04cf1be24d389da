import type { Ask } from "./round.ts";

/**
 * The order in which checks go out when there are more than can run at once: confirmations, then monitors that are not up,
 * then the oldest due (spec "checks" §2).
 * @param isUp whether a monitor, by its id, is well
 */
export function inOrder(asks: readonly Ask[], isUp: (monitor: string) => boolean): Ask[] {
  const rank = ({ purpose, monitor }: Ask): number => (purpose === "confirm" ? 0 : isUp(monitor) ? 2 : 1);
  return asks
    .map((ask) => ({ ask, rank: rank(ask) }))
    .toSorted((a, b) => a.rank - b.rank || a.ask.tick - b.ask.tick)
    .map(({ ask }) => ask);
}
