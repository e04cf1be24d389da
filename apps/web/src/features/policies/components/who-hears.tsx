import { listed } from "@nightbell/shared/list-words";
import type { Alerting } from "@nightbell/shared/incident/alerting";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { Link } from "@tanstack/react-router";
import { Advanced } from "../../../ui/advanced.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import type { ChainOf } from "../api/get-policies.ts";
import { alertWords, effective } from "../model/effective.ts";
import { CalledNow } from "./called-now.tsx";
import { Sentences } from "./sentences.tsx";

type Props = {
  team: string;
  alerting: Alerting;
  /** What it stands on, by name. */
  parents: readonly string[];
  policies: readonly PolicyView[];
  of: ChainOf;
};

/** Who is paged for a monitor or heartbeat, by which policy, what is only told, and what it stands on. */
export function WhoHears({ team, alerting, parents, policies, of }: Props) {
  const policy = effective(alerting.urgent, policies);
  return (
    <Section
      title="Who hears about it"
      aside={
        <Link to="/t/$team/policies" params={{ team }}>
          Policies
        </Link>
      }
    >
      <div className={stack.stack}>
        {alertWords(alerting, policies, "monitor" in of ? "monitor" : "heartbeat").map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {policy === null ? null : (
          <>
            <Sentences policy={policy} />
            <Advanced title="Who would be called now" lazy>
              <CalledNow team={team} of={of} />
            </Advanced>
          </>
        )}
        {parents.length === 0 ? null : (
          <p>Stands on {listed(parents)}. While one of these is down, this one is watched, and pages nobody.</p>
        )}
      </div>
    </Section>
  );
}
