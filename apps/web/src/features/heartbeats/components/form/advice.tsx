import { Button } from "@mantine/core";
import type { Schedule } from "@nightbell/shared/heartbeat/settings";
import { SECOND } from "@nightbell/shared/time";
import { atMost, duration } from "../../../../lib/time/format.ts";
import { toAmount, toSeconds } from "../../../../lib/time/units.ts";
import { useOpenedAt } from "../../../../lib/time/use-now.ts";
import stack from "../../../../ui/stack.module.css";
import { rulesOf } from "../../model/form.ts";
import { type Proposal, proposalFor, worstCaseOf } from "../../model/proposals.ts";
import type { Form } from "./form-type.ts";

type Props = { form: Form; schedule: Schedule };

/** A schedule that cannot be computed is told of at its field; there is nothing to advise then. */
function useAdvice<T>(make: (now: number) => T): T | null {
  const now = useOpenedAt();
  try {
    return make(now);
  } catch {
    return null;
  }
}

const useProposal = (schedule: Schedule): Proposal | null => useAdvice((now) => proposalFor(schedule, now));

/** The grace that fits the schedule, where another one is set. */
export function GraceAdvice({ form, schedule }: Props) {
  const proposal = useProposal(schedule);
  if (proposal === null || proposal.graceSeconds === toSeconds(form.values.grace)) return null;
  return (
    <p className={stack.soft}>
      We suggest {duration(proposal.graceSeconds * SECOND)} for this schedule.{" "}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => form.setFieldValue("grace", toAmount(proposal.graceSeconds))}
      >
        Use it
      </Button>
    </p>
  );
}

/** The number of failures that fits the schedule, and the longest silence that comes of what is set. */
export function FailuresAdvice({ form, schedule }: Props) {
  const proposal = useProposal(schedule);
  const worst = useAdvice((now) => worstCaseOf({ ...rulesOf(form.values), schedule }, now));
  return (
    <div className={stack.tight}>
      {proposal === null || proposal.failures === Number(form.values.failures) ? null : (
        <p className={stack.soft}>
          We suggest {proposal.failures} for this schedule.{" "}
          <Button variant="subtle" size="compact-sm" onClick={() => form.setFieldValue("failures", proposal.failures)}>
            Use {proposal.failures}
          </Button>
        </p>
      )}
      {worst === null ? null : (
        <p className={stack.soft}>
          Worst case: {atMost(worst * SECOND)} from a job that dies right after a success to your phone.
        </p>
      )}
    </div>
  );
}
