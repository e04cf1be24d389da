import type { IncidentDetail } from "@nightbell/shared/views/views";
import type { PersonRef } from "@nightbell/shared/views/parts";
import { listed } from "@nightbell/shared/list-words";
import { Link } from "@tanstack/react-router";
import { duration } from "../../../lib/time/format.ts";
import { useNow } from "../../../lib/time/use-now.ts";
import { Excerpt } from "../../../ui/code-block.tsx";
import { INCIDENT_WORDS, incidentMark } from "../../../ui/mark.ts";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import type { TimelineFilter } from "../model/timeline.ts";
import { ActBar } from "./act-bar.tsx";
import { NoteComposer } from "./note-composer.tsx";
import { PagingNow } from "./paging-now.tsx";
import { Timeline } from "./timeline.tsx";

type Props = {
  team: string;
  me: PersonRef;
  incident: IncidentDetail;
  people: readonly PersonRef[];
  failing: boolean;
  mayAct: boolean;
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
};

/** The page of one incident, in the order of need: what, what to do, who is being called, what we saw, what happened. */
export function WarRoom({ team, me, incident, people, failing, mayAct, filter, onFilter }: Props) {
  return (
    <Page title={incident.title} mark={<Standing incident={incident} />} lead={<Said incident={incident} />}>
      {mayAct ? <ActBar team={team} me={me} incident={incident} people={people} failing={failing} /> : null}
      {incident.paging === "told" ? null : <PagingNow incident={incident} />}
      <Section title="What we see">
        <div className={stack.stack}>
          <p>
            {KINDS[incident.source.kind]} <Source team={team} incident={incident} />, failing since{" "}
            <When at={incident.startedAt} />.
          </p>
          {incident.running.map((text) => (
            <p key={text}>
              <strong>{text}</strong>, and counts on it: stop it if it deletes for good.
            </p>
          ))}
          {incident.evidence === null ? null : <Excerpt text={incident.evidence} label="Evidence" />}
        </div>
      </Section>
      <Timeline entries={incident.timeline} filter={filter} onFilter={onFilter}>
        {mayAct ? <NoteComposer team={team} incident={incident.id} /> : null}
      </Timeline>
    </Page>
  );
}

/** Who has it or is asked, and who joined. */
function Said({ incident: { sentence, joined } }: { incident: IncidentDetail }) {
  if (joined.length === 0) return sentence;
  return (
    <>
      {sentence} · {listed(joined.map(({ name }) => name))} joined
    </>
  );
}

function Standing({ incident }: { incident: IncidentDetail }) {
  const now = useNow();
  const mark = incidentMark(incident);
  const until = incident.resolvedAt === null ? now : Date.parse(incident.resolvedAt);
  const length = duration(until - Date.parse(incident.startedAt));
  const told = incident.paging === "told" ? "nobody is paged" : mark.word;
  const word =
    incident.resolvedAt === null ? `${openWord(incident)} for ${length} · ${told}` : `Resolved after ${length}`;
  return <StateMark mark={mark} word={word} />;
}

const openWord = ({ kind }: IncidentDetail): string =>
  INCIDENT_WORDS[kind].charAt(0).toUpperCase() + INCIDENT_WORDS[kind].slice(1);

const KINDS: Record<IncidentDetail["source"]["kind"], string> = {
  heartbeat: "Heartbeat",
  monitor: "Monitor",
  guard: "Guard",
  probe: "Probe",
};

function Source({ team, incident }: { team: string; incident: IncidentDetail }) {
  const { kind, id, name } = incident.source;
  if (kind === "guard")
    return (
      <Link to="/t/$team/guards" params={{ team }}>
        {name}
      </Link>
    );
  if (kind === "probe")
    return (
      <Link to="/t/$team/probes" params={{ team }}>
        {name}
      </Link>
    );
  return kind === "heartbeat" ? (
    <Link to="/t/$team/heartbeats/$id" params={{ team, id }}>
      {name}
    </Link>
  ) : (
    <Link to="/t/$team/monitors/$id" params={{ team, id }}>
      {name}
    </Link>
  );
}
