import type { ReactNode } from "react";
import { messageOf } from "../../../lib/api/error.ts";
import { Logo } from "../../../ui/logo.tsx";
import { PageTitle } from "../../../ui/page.tsx";
import classes from "./auth-card.module.css";

type Props = { title: string; lead?: ReactNode; children?: ReactNode; footer?: ReactNode };

/** One column in the middle: everything about getting in and out. */
export function AuthCard({ title, lead, children, footer }: Props) {
  return (
    <main className={classes.screen}>
      <PageTitle title={title} />
      <a href="/" className={classes.home} aria-label="Nightbell, front page">
        <Logo size={34} />
      </a>
      <div className={classes.card}>
        <h1 className={classes.title}>{title}</h1>
        {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
      {footer === undefined ? null : <p className={classes.footer}>{footer}</p>}
    </main>
  );
}

/** Why the step failed, in a sentence that is read out. */
export function Fault({ error }: { error: Error | null }) {
  return error === null ? null : (
    <p className={classes.fault} role="alert">
      {messageOf(error)}
    </p>
  );
}
