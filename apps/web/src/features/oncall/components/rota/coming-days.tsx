import type { ShiftView } from "@nightbell/shared/views/on-call-views";
import { useOpenedAt, useZone } from "../../../../lib/time/use-now.ts";
import { zoneName } from "../../../../lib/time/format.ts";
import stack from "../../../../ui/stack.module.css";
import { listedNames } from "../../model/people.ts";
import { GAP, span } from "../../model/words.ts";
import type { Frame } from "../frame.ts";
import classes from "../oncall.module.css";

/** Who would be on call over the next 14 days, shift by shift. */
export function ComingDays({ frame, shifts }: { frame: Frame; shifts: readonly ShiftView[] }) {
  const now = useOpenedAt();
  const zone = useZone();
  return (
    <div className={stack.tight}>
      <h3 className={classes.subtitle}>The next 14 days, {zoneName(zone)} time</h3>
      <dl className={classes.times}>
        {shifts.map(({ from, until, users }) => (
          <div key={from} style={{ display: "contents" }}>
            <dt>{span(Date.parse(from), Date.parse(until), now, zone)}</dt>
            <dd>{users.length === 0 ? GAP : listedNames(users, frame.names)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
