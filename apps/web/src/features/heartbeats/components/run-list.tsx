import type { PingView } from "@nightbell/shared/views/views";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "../../../lib/api/error.ts";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { olderPingsQuery } from "../api/get-heartbeat.ts";
import { historyOf, MISSED, missedWord, type Row, rowsOf } from "../model/runs.ts";
import classes from "./run-list.module.css";
import { RunRow } from "./run-row.tsx";

type Props = { team: string; heartbeat: string; recent: readonly PingView[]; missed: readonly string[] };

/** Rows shown before somebody asks for the rest. */
const FEW = 8;
/** As many as the page's own request brings at most; with fewer there are no older ones. */
const RECENT = 50;

/** Runs as rows, newest first, missed ones in their place; then, page by page, the older ones. */
export function RunList({ team, heartbeat, recent, missed }: Props) {
  const [all, setAll] = useState(false);
  const rows = rowsOf(historyOf(recent, missed));
  const last = recent.at(-1);
  return (
    <>
      <Rows team={team} heartbeat={heartbeat} rows={all ? rows : rows.slice(0, FEW)} />
      {all || rows.length <= FEW ? null : (
        <Button size="xs" variant="default" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
      {last !== undefined && recent.length >= RECENT && (all || rows.length <= FEW) ? (
        <Older team={team} heartbeat={heartbeat} before={last.seq} />
      ) : null}
    </>
  );
}

function Rows({ team, heartbeat, rows }: { team: string; heartbeat: string; rows: readonly Row[] }) {
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.kind === "run" ? row.ping.seq : `gap ${row.missed[0]}`} className={classes.item}>
          {row.kind === "run" ? <RunRow team={team} heartbeat={heartbeat} run={row} /> : <Gap missed={row.missed} />}
        </li>
      ))}
    </ul>
  );
}

function Gap({ missed }: { missed: readonly string[] }) {
  const [first, last] = [missed[0], missed.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <div className={classes.row}>
      <StateMark mark={MISSED} word={missedWord(missed.length)} />
      <span className={classes.at}>
        <When at={first} show={missed.length === 1 ? "both" : "absolute"} />
        {missed.length === 1 ? null : (
          <>
            {" – "}
            <When at={last} show="absolute" />
          </>
        )}
      </span>
    </div>
  );
}

/** What is older than the page's own request; which runs were missed there is not known, so none are shown. */
function Older({ team, heartbeat, before }: { team: string; heartbeat: string; before: number }) {
  const [asked, setAsked] = useState(false);
  const older = useInfiniteQuery({ ...olderPingsQuery(team, heartbeat, before), enabled: asked });
  const pings = older.data?.pages.flat() ?? [];
  return (
    <>
      {pings.length === 0 ? null : <Rows team={team} heartbeat={heartbeat} rows={rowsOf(historyOf(pings, []))} />}
      {older.error === null ? null : <p role="alert">{messageOf(older.error)}</p>}
      {older.data !== undefined && !older.hasNextPage ? (
        <p className={classes.end}>There is nothing older.</p>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={older.isFetching}
          onClick={() => (older.data === undefined ? setAsked(true) : void older.fetchNextPage())}
        >
          Show older
        </Button>
      )}
    </>
  );
}
