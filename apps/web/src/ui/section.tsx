import type { ReactNode } from "react";
import classes from "./section.module.css";

type Props = {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
  tone?: "plain" | "down" | "late";
  flush?: boolean;
};

/** One card of a page. `flush` lets rows run to the card's edges. */
export function Section({ title, aside, children, tone = "plain", flush = false }: Props) {
  return (
    <section className={classes.card} data-tone={tone} data-flush={flush || undefined}>
      {title === undefined ? null : (
        <header className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
