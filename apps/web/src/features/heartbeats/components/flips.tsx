import { useQuery } from "@tanstack/react-query";
import { duration, took } from "../../../lib/time/format.ts";
import { useNow } from "../../../lib/time/use-now.ts";
import { Advanced } from "../../../ui/advanced.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { flipsQuery } from "../api/get-heartbeat.ts";
import { type Stretch, stretchesOf } from "../model/flips.ts";
import classes from "./run-list.module.css";

type Props = { team: string; id: string };

/** As many as tell how it has been lately. */
const SHOWN = 20;

/** When it was up and down, and why. Fetched when somebody opens it. */
export function Flips(props: Props) {
  return (
    <Section>
      <Advanced title="Ups and downs" lazy>
        <FlipList {...props} />
      </Advanced>
    </Section>
  );
}

function FlipList({ team, id }: Props) {
  const flips = useQuery(flipsQuery(team, id));
  return (
    <QueryPart query={flips}>
      {(data) =>
        data.length === 0 ? (
          <p className={stack.soft}>It has not changed its state yet.</p>
        ) : (
          <>
            <ul className={classes.list}>
              {stretchesOf(data.slice(0, SHOWN)).map((stretch) => (
                <li key={stretch.from} className={classes.item}>
                  <Row stretch={stretch} />
                </li>
              ))}
            </ul>
            {data.length > SHOWN ? (
              <p className={stack.soft}>
                The last {SHOWN} of {data.length} changes.
              </p>
            ) : null}
          </>
        )
      }
    </QueryPart>
  );
}

function Row({ stretch: { mark, from, to, why } }: { stretch: Stretch }) {
  const now = useNow();
  const lasted = to === null ? null : took(Date.parse(to) - Date.parse(from));
  return (
    <div className={classes.row}>
      <StateMark mark={mark} />
      <span className={classes.at}>
        <When at={from} />
      </span>
      <span className={classes.detail}>
        for {lasted ?? `${duration(now - Date.parse(from))} so far`}
        {why === null ? "" : ` · ${why}`}
      </span>
    </div>
  );
}
