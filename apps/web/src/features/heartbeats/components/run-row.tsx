import type { PingView } from "@nightbell/shared/views/views";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { bytes, number } from "../../../lib/number.ts";
import { took } from "../../../lib/time/format.ts";
import { Excerpt } from "../../../ui/code-block.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { pingBodyQuery, pingBodyUrl } from "../api/get-heartbeat.ts";
import { reported } from "../model/metrics.ts";
import { missedWord, type Run } from "../model/runs.ts";
import classes from "./run-list.module.css";

type Props = { team: string; heartbeat: string; run: Run };

/** Ingest keeps so many bytes of a ping's body, the first ones. Spec "heartbeats" §1, Body. */
const KEPT_BYTES = 10_000;

/** One run; with output it opens to show it. */
export function RunRow({ team, heartbeat, run }: Props) {
  const [open, setOpen] = useState(false);
  if (run.ping.bodyBytes === 0)
    return (
      <div className={classes.row}>
        <Words run={run} />
      </div>
    );
  return (
    <details className={classes.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.row} data-row>
        <Words run={run} />
      </summary>
      {open ? <Output team={team} heartbeat={heartbeat} ping={run.ping} /> : null}
    </details>
  );
}

function Words({ run }: { run: Run }) {
  const { ping, mark, startedAt, tookMs, missedBefore } = run;
  const facts = [
    ...(tookMs === null ? [] : [`took ${took(tookMs)}`]),
    ...(ping.type === "success" && ping.exitCode !== null ? [`exit ${ping.exitCode}`] : []),
    ...(ping.bodyBytes === 0 ? [] : [`${bytes(ping.bodyBytes)} of output`]),
    ...reported(ping.metrics),
    sentBy(ping),
  ];
  return (
    <>
      <StateMark mark={mark} />
      <span className={classes.at}>
        <When at={startedAt ?? ping.at} />
        {ping.late ? <span className={classes.delayed}>delayed</span> : null}
      </span>
      <span className={classes.detail}>
        {missedBefore === 0 ? null : <strong>recovered, {missedWord(missedBefore)} · </strong>}
        {facts.join(" · ")}
        {ping.note === null ? null : <span className={classes.note}>“{ping.note}”</span>}
      </span>
    </>
  );
}

const sentBy = ({ host, remote, method }: PingView): string => {
  const by = host === null ? remote : `${host} (${remote})`;
  return `${method === "" ? "e-mail" : method} from ${by}`;
};

function Output({ team, heartbeat, ping }: { team: string; heartbeat: string; ping: PingView }) {
  const body = useQuery(pingBodyQuery(team, heartbeat, ping.seq));
  const cut = ping.bodyBytes > KEPT_BYTES;
  return (
    <div className={classes.output}>
      <QueryPart query={body}>{(text) => <Excerpt text={text} label="Output" />}</QueryPart>
      <p className={classes.below}>
        {cut
          ? `Showing the first ${number(KEPT_BYTES)} of ${number(ping.bodyBytes)} bytes; the rest was not kept. `
          : "This is all of it. "}
        <a href={pingBodyUrl(team, heartbeat, ping.seq)} download>
          {cut ? "Download what was kept" : "Download"}
        </a>
      </p>
    </div>
  );
}
