import { absolute, countdown, relative, utc } from "../lib/time/format.ts";
import { useNow, useZone } from "../lib/time/use-now.ts";

type Props = {
  /** ISO-8601 instant. */
  at: string;
  /** Which of the two to show; both by default. */
  show?: "both" | "relative" | "absolute";
  seconds?: boolean;
};

/** An instant as people read it: how long ago and the wall time in their zone; UTC on hover. */
export function When({ at, show = "both", seconds = false }: Props) {
  const now = useNow();
  const zone = useZone();
  const instant = Date.parse(at);
  const wall = absolute(instant, now, zone, seconds);
  const words = { relative: relative(instant, now), absolute: wall, both: `${relative(instant, now)} · ${wall}` };
  return (
    <time dateTime={at} title={utc(instant)}>
      {words[show]}
    </time>
  );
}

/** Time left until an instant on the team's clock. */
export function Countdown({ to }: { to: string }) {
  const now = useNow();
  return (
    <time dateTime={to} title={utc(Date.parse(to))}>
      {countdown(Date.parse(to) - now)}
    </time>
  );
}
