import type { HeartbeatView } from "@nightbell/shared/views/views";
import { Held } from "../../../ui/held.tsx";
import { findingMark, heartbeatMark } from "../../../ui/mark.ts";
import { RowLink, Rows } from "../../../ui/rows.tsx";
import { Shape, StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { degradedSentence, worstFirst } from "../model/rules.ts";
import classes from "./heartbeat-rows.module.css";

/** Heartbeats of a team, each with what is wrong beside its state. */
export function HeartbeatRows({ team, heartbeats }: { team: string; heartbeats: readonly HeartbeatView[] }) {
  return (
    <Rows label="Heartbeats">
      {heartbeats.map((heartbeat) => (
        <li key={heartbeat.id}>
          <RowLink
            to="/t/$team/heartbeats/$id"
            params={{ team, id: heartbeat.id }}
            mark={<StateMark mark={heartbeatMark(heartbeat)} />}
            name={heartbeat.name === "" ? heartbeat.slug || "without a name" : heartbeat.name}
            detail={<Detail heartbeat={heartbeat} />}
            aside={heartbeat.lastPing === null ? "never pinged" : <When at={heartbeat.lastPing} show="relative" />}
          />
        </li>
      ))}
    </Rows>
  );
}

function Detail({ heartbeat }: { heartbeat: HeartbeatView }) {
  return (
    <>
      {heartbeat.sentence}
      <Held why={heartbeat.held} />
      {heartbeat.degraded === null ? null : (
        <span className={classes.line}>{degradedSentence(heartbeat.degraded)}</span>
      )}
      {worstFirst(heartbeat.findings).map((finding) => {
        const mark = findingMark(finding.severity);
        return (
          <span key={finding.rule} className={classes.line}>
            <Shape mark={mark} size={12} /> {mark.word}: {finding.text}
          </span>
        );
      })}
      {heartbeat.tags.length === 0 ? null : (
        <span className={classes.tags}>
          {heartbeat.tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
        </span>
      )}
    </>
  );
}
