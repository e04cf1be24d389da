import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode, Ref } from "react";
import classes from "./rows.module.css";

/** A list of links to things, one row each; two lines on a narrow screen. */
export function Rows({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ul className={classes.rows} aria-label={label}>
      {children}
    </ul>
  );
}

type RowProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  ref?: Ref<HTMLAnchorElement>;
  mark: ReactNode;
  name: string;
  detail: ReactNode;
  aside?: ReactNode;
};

function RowAnchor({ mark, name, detail, aside, ...link }: RowProps) {
  return (
    <a {...link} className={classes.row} data-row>
      <span className={classes.mark}>{mark}</span>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.detail}>{detail}</span>
      </span>
      {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
    </a>
  );
}

/** One row: state mark, name, its sentence, and a last column. The whole row is the link. */
export const RowLink = createLink(RowAnchor);
