import type { ReactNode } from "react";
import classes from "./listening.module.css";

type Props = { state: "waiting" | "fresh" | "heard"; children: ReactNode };

/** A line that waits for word from outside: its dot breathes until word comes, and is green while that is fresh. */
export function Listening({ state, children }: Props) {
  return (
    <p className={classes.listening} data-state={state} aria-live="polite">
      <span className={classes.dot} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
