import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { HeartbeatRows } from "../../../features/heartbeats/components/heartbeat-rows.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { useTeam } from "../../use-team.ts";
import { AddHeartbeat } from "./add-heartbeat.tsx";

export const Route = createLazyRoute("/t/$team/heartbeats")({ component: Heartbeats });

function Heartbeats() {
  const { team, mayAct } = useTeam();
  const overview = useQuery(overviewQuery(team));
  return (
    <QueryPage query={overview} title="Heartbeats">
      {({ heartbeats }) =>
        heartbeats.length === 0 ? (
          <Page
            title="Heartbeats"
            lead="Jobs report here when they are done; silence opens an incident. There is none yet: add the first."
          >
            {mayAct ? <AddHeartbeat /> : null}
          </Page>
        ) : (
          <Page
            title="Heartbeats"
            lead={`${heartbeats.length} ${heartbeats.length === 1 ? "job reports" : "jobs report"} here.`}
            actions={
              mayAct ? (
                <ButtonLink to="/t/$team/heartbeats/new" params={{ team }}>
                  Add a heartbeat
                </ButtonLink>
              ) : undefined
            }
          >
            <Section flush>
              <HeartbeatRows team={team} heartbeats={heartbeats} />
            </Section>
          </Page>
        )
      }
    </QueryPage>
  );
}
