import { took } from "../../../../lib/time/format.ts";
import classes from "./form.module.css";
import type { Look } from "./use-look.ts";

/** What stands at the address today: "200 in 0.3 s · “Corner Shop”". */
export function LookResult({ look }: { look: Look }) {
  return (
    <div className={classes.look} aria-live="polite">
      {look.isLooking ? <p>Looking at the page…</p> : <Seen look={look} />}
    </div>
  );
}

function Seen({ look: { fault, seen } }: { look: Look }) {
  if (fault !== null) return <p>{fault}</p>;
  if (seen === undefined) return null;
  const { status, ms, title, finalUrl } = seen;
  return (
    <p>
      {status} in {took(ms)}
      {title === null ? "" : ` · “${title}”`}
      <br />
      <span className={classes.hint}>seen at {finalUrl}</span>
    </p>
  );
}
