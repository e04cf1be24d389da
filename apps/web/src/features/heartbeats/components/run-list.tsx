import type { PingView } from "@nightbell/shared/views/views";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { bytes, took } from "../../../lib/time/format.ts";
import { Excerpt } from "../../../ui/code-block.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { pingBodyQuery } from "../api/get-heartbeat.ts";
import { resultTone, resultWord } from "../model/runs.ts";
import classes from "./run-list.module.css";

type Props = { team: string; heartbeat: string; recent: readonly PingView[] };

/** Rows shown before somebody asks for the rest. */
const FEW = 8;

const SHAPE = { up: "disc", down: "square", late: "half", idle: "ring" } as const;

/** Pings as rows, newest first; a row with output opens to show it. */
export function RunList({ team, heartbeat, recent }: Props) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className={classes.list}>
        {recent.slice(0, all ? undefined : FEW).map((ping) => (
          <li key={ping.seq} className={classes.item}>
            {ping.bodyBytes === 0 ? (
              <div className={classes.row}>
                <Row ping={ping} />
              </div>
            ) : (
              <WithOutput team={team} heartbeat={heartbeat} ping={ping} />
            )}
          </li>
        ))}
      </ul>
      {all || recent.length <= FEW ? null : (
        <Button size="xs" variant="default" onClick={() => setAll(true)}>
          Show all {recent.length}
        </Button>
      )}
    </>
  );
}

function Row({ ping }: { ping: PingView }) {
  const tone = resultTone(ping.type);
  return (
    <>
      <span className={classes.result}>
        <StateMark mark={{ shape: SHAPE[tone], tone, word: resultWord(ping) }} />
      </span>
      <span className={classes.at}>
        <When at={ping.at} />
      </span>
      <span className={classes.detail}>
        {ping.durationMs === null ? null : <>took {took(ping.durationMs)} · </>}
        {ping.method} from {ping.remote}
        {ping.bodyBytes === 0 ? null : <> · {bytes(ping.bodyBytes)} of output</>}
      </span>
    </>
  );
}

function WithOutput({ team, heartbeat, ping }: { team: string; heartbeat: string; ping: PingView }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.row}>
        <Row ping={ping} />
      </summary>
      {open ? <Output team={team} heartbeat={heartbeat} seq={ping.seq} /> : null}
    </details>
  );
}

function Output({ team, heartbeat, seq }: { team: string; heartbeat: string; seq: number }) {
  const body = useQuery(pingBodyQuery(team, heartbeat, seq));
  return (
    <div className={classes.output}>
      <QueryPart query={body}>{(text) => <Excerpt text={text} label="Output" />}</QueryPart>
    </div>
  );
}
