import { type ReactNode, use } from "react";
import { DownCount } from "./down-count.ts";
import classes from "./page.module.css";

type Props = {
  title: string;
  lead?: ReactNode;
  mark?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
};

/** A page of the dashboard: heading, its one sentence, its actions, then cards. Sets the tab's title. */
export function Page({ title, lead, mark, actions, narrow = false, children }: Props) {
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      <PageTitle title={title} />
      <header className={classes.head}>
        <div className={classes.words}>
          {mark}
          <h1 className={classes.title}>{title}</h1>
          {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** The tab's title and icon; both say how many things are down. */
export function PageTitle({ title }: { title: string }) {
  const down = use(DownCount);
  return (
    <>
      <title>{`${down > 0 ? `(${down} down) ` : ""}${title} · Nightbell`}</title>
      <link rel="icon" type="image/svg+xml" href={down > 0 ? "/favicon-down.svg" : "/favicon.svg"} />
    </>
  );
}
