import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { ButtonLink } from "../../../ui/links.tsx";
import { checklist, type Progress, type Step } from "../model/checklist.ts";
import classes from "./checklist.module.css";

/** The first steps, until they are done. Hidden until their counts are known. */
export function Checklist({ team, progress }: { team: string; progress: Progress | undefined }) {
  if (progress === undefined) return null;
  const steps = checklist(progress);
  if (steps.every((step) => step.done)) return null;
  return (
    <Section title={`First steps, ${steps.filter((step) => step.done).length} of ${steps.length}`}>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.key} className={classes.step} data-done={step.done || undefined}>
            <StateMark
              mark={{
                shape: step.done ? "disc" : "ring",
                tone: step.done ? "up" : "idle",
                word: step.done ? "done" : "open",
              }}
            />
            <div className={classes.words}>
              <strong>{step.text}</strong>
              <span className={classes.why}>{step.why}</span>
            </div>
            {step.done ? null : <StepLink team={team} step={step} />}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepLink({ team, step }: { team: string; step: Step }) {
  const params = { team };
  if (step.key === "phone")
    return (
      <ButtonLink to="/t/$team/contacts" params={params}>
        Add a phone
      </ButtonLink>
    );
  if (step.key === "second")
    return (
      <ButtonLink to="/t/$team/members" params={params} variant="default">
        Invite
      </ButtonLink>
    );
  return (
    <span className={classes.links}>
      <ButtonLink to="/t/$team/heartbeats/new" params={params} variant="default">
        Add a heartbeat
      </ButtonLink>
      <ButtonLink to="/t/$team/monitors/new" params={params} variant="default">
        Add a monitor
      </ButtonLink>
    </span>
  );
}
