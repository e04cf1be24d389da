import { Button } from "@mantine/core";
import { use, useState } from "react";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import type { MonitorForm } from "../../model/form.ts";
import { missingForTrial, newMonitorOf, type Stored } from "../../model/form-secrets.ts";
import { trialSummary } from "../../model/trial.ts";
import { type Form, StoredSecrets } from "./form-type.ts";
import { TrialRegions } from "./trial-regions.tsx";
import type { useTrial } from "./use-trial.ts";

type Props = { form: Form; trying: ReturnType<typeof useTrial> };

const OWN_PROBE = "Your own probe is asked as soon as the monitor is saved, not before.";
/** What the page must say can be decided after the test, which may help to decide it. */
const UNDECIDED = "check.web.present";
const FAULTY = "Mend what is marked first.";

/** A test beside the form: what each region sees right now of what is typed. Nothing is kept. */
export function TryPanel({ form, trying }: Props) {
  const stored = use(StoredSecrets);
  const [note, setNote] = useState<string | null>(null);
  const { trial, fault } = trying;
  const isRunning = trial !== null && !trial.over;
  const start = (): void => {
    const faults = Object.keys(form.validate().errors).filter((field) => field !== UNDECIDED);
    if (faults.length === 0) form.clearFieldError(UNDECIDED);
    const why = faults.length > 0 ? FAULTY : missingForTrial(form.values, stored);
    setNote(why);
    if (why === null) trying.run(newMonitorOf(form.values, stored));
  };
  return (
    <div className={stack.beside}>
      <Section title="Try it now">
        <div className={stack.stack}>
          {form.values.probe === null ? (
            <div>
              <Button variant="default" onClick={start}>
                {trial === null ? "Try it now" : "Try it again"}
              </Button>
            </div>
          ) : (
            <p className={stack.soft}>{OWN_PROBE}</p>
          )}
          {isStale(form.values, stored, trying) ? (
            <p className={stack.soft}>You have changed something since: this is about what was there before.</p>
          ) : null}
          <div aria-live="polite" aria-busy={isRunning} className={stack.tight}>
            {(note ?? fault) === null ? null : <p>{note ?? fault}</p>}
            {trial === null || (fault !== null && trial.regions.every(({ result }) => result === null)) ? null : (
              <>
                <p>{trialSummary(trial)}</p>
                <TrialRegions trial={trial} />
              </>
            )}
          </div>
          {trial === null && note === null ? (
            <p className={stack.soft}>Every region asks once, and says what it sees. Nothing is saved by it.</p>
          ) : null}
        </div>
      </Section>
    </div>
  );
}

/** Whether what is typed is no longer what was tested. */
export const isStale = (form: MonitorForm, stored: Stored, { input }: Pick<Props["trying"], "input">): boolean =>
  input !== null && JSON.stringify(newMonitorOf(form, stored)) !== JSON.stringify(input);
