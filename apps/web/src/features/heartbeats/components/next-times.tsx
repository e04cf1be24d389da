import { dateTime, zoneName } from "../../../lib/time/format.ts";
import { useZone } from "../../../lib/time/use-now.ts";
import classes from "./next-times.module.css";

type Props = { upcoming: readonly string[]; zone: string | null; notes?: readonly string[] };

/** A schedule that gives fewer ends with them. */
const FIVE = 5;

/** The next expected times, in the schedule's zone and in the reader's when they differ, and what clock changes do to them. */
export function NextTimes({ upcoming, zone, notes = [] }: Props) {
  const mine = useZone();
  const theirs = zone ?? mine;
  const two = theirs !== mine;
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.caption}>
          {upcoming.length < FIVE ? "Last times of this schedule" : "Next five times"}
        </caption>
        <thead>
          <tr>
            <th scope="col">{zoneName(theirs)}</th>
            {two ? <th scope="col">{zoneName(mine)} (you)</th> : null}
          </tr>
        </thead>
        <tbody>
          {upcoming.map((at) => (
            <tr key={at}>
              <td>{dateTime(Date.parse(at), theirs)}</td>
              {two ? <td>{dateTime(Date.parse(at), mine)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map((note) => (
        <Note key={note}>{note}</Note>
      ))}
    </>
  );
}

/** Something about a schedule that is better known. */
export function Note({ children }: { children: string }) {
  return <p className={classes.note}>{children}</p>;
}
