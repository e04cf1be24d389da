import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { incidentsQuery } from "../../../features/incidents/api/get-incident.ts";
import { IncidentList } from "../../../features/incidents/components/incident-list.tsx";
import { incidentsSentence } from "../../../features/incidents/model/stand.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/incidents")({ component: Incidents });

function Incidents() {
  const { team } = useTeam();
  const incidents = useQuery(incidentsQuery(team));
  return (
    <QueryPage query={incidents} title="Incidents">
      {(data) => (
        <Page title="Incidents" lead={incidentsSentence(data)}>
          {data.length === 0 ? (
            <NoneYet team={team} />
          ) : (
            <Section flush>
              <IncidentList team={team} incidents={data} />
            </Section>
          )}
        </Page>
      )}
    </QueryPage>
  );
}

function NoneYet({ team }: { team: string }) {
  return (
    <Section title="See one on purpose">
      <p>
        Add a heartbeat that expects a ping every minute, ping it once, and stop. Two minutes later your phone rings.
      </p>
      <p style={{ marginTop: 12 }}>
        <ButtonLink to="/t/$team/heartbeats/new" params={{ team }} variant="default">
          Add a heartbeat
        </ButtonLink>
      </p>
    </Section>
  );
}
