import type { IncidentDetail, SendView } from "@nightbell/shared/views/views";
import { Section } from "../../../ui/section.tsx";
import { Countdown, When } from "../../../ui/when.tsx";
import stack from "../../../ui/stack.module.css";
import { linesOf, named, sendTone, sendWords } from "../model/sends.ts";
import classes from "./paging-now.module.css";

/** Who was reached how: a block a step, a line a person, a chip a channel; then what comes next, counting down. */
export function PagingNow({ incident }: { incident: IncidentDetail }) {
  return (
    <Section
      title={incident.paging === "firing" ? "Paging now" : "Who was paged"}
      aside={incident.policy === null ? undefined : <span className={stack.soft}>by “{incident.policy}”</span>}
    >
      <div className={classes.steps}>
        {incident.steps.length === 0 ? <p className={classes.none}>Nobody has been paged yet.</p> : null}
        {incident.steps.map((step, i) => (
          <div className={classes.step} key={`${step.startedAt}${i}`}>
            <div className={classes.label}>
              <strong>{step.label}</strong>
              <span className={classes.at}>
                <When at={step.startedAt} show="absolute" seconds />
              </span>
            </div>
            <ul className={classes.people}>
              {linesOf(step.sends).map(({ key, to, sends }) => (
                <li key={key} className={classes.person}>
                  <span className={classes.name}>{to}</span>
                  <span className={classes.chips}>
                    {named(sends).map(({ send, name }) => (
                      <SendChip key={send.id} send={send} name={name} />
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <Next incident={incident} />
      </div>
    </Section>
  );
}

function SendChip({ send, name }: { send: SendView; name: string }) {
  return (
    <span className={classes.chip} data-tone={sendTone(send)}>
      {sendWords(send, name)}
      {send.error === null ? "" : `: ${send.error}`} <When at={send.at ?? send.due} show="absolute" seconds />
    </span>
  );
}

function Next({ incident }: { incident: IncidentDetail }) {
  if (incident.next === null) return null;
  return (
    <div className={classes.next}>
      <span className={classes.label}>
        <strong>Next</strong>
      </span>
      <span>
        {incident.next.text} in{" "}
        <strong className={classes.countdown}>
          <Countdown to={incident.next.at} />
        </strong>
      </span>
    </div>
  );
}
