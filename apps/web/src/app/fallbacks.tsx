import { Button } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { messageOf } from "../lib/api/error.ts";
import { ButtonLink } from "../ui/links.tsx";
import { Logo } from "../ui/logo.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Loading } from "../ui/query-view.tsx";
import classes from "./fallbacks.module.css";

/** While a page's code or its guard is on the way. */
export function Pending() {
  return (
    <div className={classes.screen}>
      <Loading />
    </div>
  );
}

/** An address that leads nowhere, or to a team that is not the person's. */
export function Missing() {
  return (
    <main className={classes.screen}>
      <PageTitle title="Nothing here" />
      <Logo />
      <h1>There is nothing at this address</h1>
      <p>It may have been deleted, or it belongs to a team you are not in.</p>
      <ButtonLink to="/t">Go to your overview</ButtonLink>
    </main>
  );
}

/** A page that broke. The pager is elsewhere and goes on. */
export function Broken({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main className={classes.screen} role="alert">
      <PageTitle title="This page failed" />
      <Logo />
      <h1>This page could not be shown</h1>
      <p>{messageOf(error)} Watching and paging go on without it.</p>
      <Button onClick={() => void router.invalidate()}>Try again</Button>
    </main>
  );
}
