import classes from "./held.module.css";
import { Shape } from "./state-mark.tsx";

const RING = { shape: "ring", tone: "idle", word: "held" } as const;

/** Why nobody is paged for a failure, on a line of its own: "held: db1 is down, which it stands on". */
export function Held({ why }: { why: string | null }) {
  if (why === null) return null;
  return (
    <span className={classes.held}>
      <Shape mark={RING} size={12} /> {why}
    </span>
  );
}
