import { Button, Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError, messageOf } from "../lib/api/error.ts";
import { Page } from "./page.tsx";
import { Section } from "./section.tsx";
import classes from "./query-view.module.css";

type Props<T> = {
  query: UseQueryResult<T>;
  /** What is being loaded, as the page's heading until its own is known. */
  title: string;
  children: (data: T) => ReactNode;
};

/** A whole page over one query: never blank while loading, a sentence and a way on when it fails. */
export function QueryPage<T>({ query, title, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  return <Page title={title}>{query.error === null ? <Loading /> : <Failed query={query} />}</Page>;
}

/** The same for one card of a page. */
export function QueryPart<T>({ query, children }: Omit<Props<T>, "title">) {
  if (query.data !== undefined) return children(query.data);
  return query.error === null ? <Loading /> : <Failed query={query} />;
}

export function Loading() {
  return (
    <div role="status" aria-label="Loading" className={classes.loading}>
      <Skeleton height={22} width="62%" />
      <Skeleton height={14} width="88%" />
      <Skeleton height={14} width="74%" />
      <Skeleton height={92} radius="md" />
    </div>
  );
}

function Failed<T>({ query }: { query: UseQueryResult<T> }) {
  const missing = query.error instanceof ApiError && query.error.status === 404;
  return (
    <Section tone={missing ? "plain" : "down"}>
      <div role="alert" className={classes.failed}>
        <h2 className={classes.title}>{missing ? "There is nothing here" : "This could not be loaded"}</h2>
        <p>{messageOf(query.error)}</p>
        {missing ? null : (
          <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
            Try again
          </Button>
        )}
      </div>
    </Section>
  );
}
