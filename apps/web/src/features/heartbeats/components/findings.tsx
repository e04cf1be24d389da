import { Button } from "@mantine/core";
import type { FindingView, HeartbeatDetail } from "@nightbell/shared/views/views";
import { useSave } from "../../../lib/api/use-save.ts";
import { findingMark } from "../../../ui/mark.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { acceptNormal } from "../api/save-heartbeat.ts";
import { degradedSentence, isLearned, worstFirst } from "../model/rules.ts";
import classes from "./findings.module.css";

type Props = { team: string; heartbeat: HeartbeatDetail; mayAct: boolean };

/** What is wrong beside up and down: tolerated failures, and what the rules object to, the worst first. */
export function Findings({ team, heartbeat, mayAct }: Props) {
  const { findings, degraded } = heartbeat;
  if (findings.length === 0 && degraded === null) return null;
  return (
    <Section title="Needs attention" tone={findings.some(({ severity }) => severity === "page") ? "down" : "late"}>
      <ul className={classes.list}>
        {worstFirst(findings).map((finding) => (
          <Finding key={finding.rule} team={team} id={heartbeat.id} finding={finding} mayAct={mayAct} />
        ))}
        {degraded === null ? null : (
          <li className={classes.item}>
            <StateMark mark={{ shape: "half", tone: "late", word: "degraded" }} />
            <span className={classes.words}>{degradedSentence(degraded)}</span>
          </li>
        )}
      </ul>
    </Section>
  );
}

type FindingProps = { team: string; id: string; finding: FindingView; mayAct: boolean };

function Finding({ team, id, finding, mayAct }: FindingProps) {
  const accept = useSave(team, () => acceptNormal(team, id, finding.rule), { done: ({ text }) => text });
  return (
    <li className={classes.item}>
      <StateMark mark={findingMark(finding.severity)} />
      <span className={classes.words}>
        {finding.text}
        <span className={classes.since}>
          since <When at={finding.since} show="absolute" />
        </span>
      </span>
      <div className={classes.acts}>
        {finding.incident === null ? null : (
          <ButtonLink to="/t/$team/incidents/$id" params={{ team, id: finding.incident }} size="xs" variant="default">
            Open the incident
          </ButtonLink>
        )}
        {mayAct && isLearned(finding) ? (
          <Button size="xs" variant="default" loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
            This is normal
          </Button>
        ) : null}
      </div>
    </li>
  );
}
