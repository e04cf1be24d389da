import { type ReactNode, useState } from "react";
import classes from "./advanced.module.css";

type Props = {
  title: string;
  children: ReactNode;
  /** Something inside needs to be seen. */
  needed?: boolean;
  /** What is inside is only there while it is open, because it costs a request. */
  lazy?: boolean;
};

/** What few people need: closed until somebody opens it, or until something inside is wrong. */
export function Advanced({ title, needed = false, lazy = false, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.advanced} open={open || needed} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {lazy && !open ? null : <div className={classes.inside}>{children}</div>}
    </details>
  );
}
