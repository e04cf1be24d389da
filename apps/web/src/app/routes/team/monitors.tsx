import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { MonitorRows } from "../../../features/monitors/components/monitor-rows.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { useTeam } from "../../use-team.ts";
import { AddMonitor } from "./add-monitor.tsx";

export const Route = createLazyRoute("/t/$team/monitors")({ component: Monitors });

function Monitors() {
  const { team, mayAct } = useTeam();
  const overview = useQuery(overviewQuery(team));
  return (
    <QueryPage query={overview} title="Monitors">
      {({ monitors }) =>
        monitors.length === 0 ? (
          <Page
            title="Monitors"
            lead="Sites and APIs that we ask, from three continents. There is none yet: add the first."
          >
            {mayAct ? <AddMonitor /> : null}
          </Page>
        ) : (
          <Page
            title="Monitors"
            lead={`${monitors.length} ${monitors.length === 1 ? "site is" : "sites are"} asked.`}
            actions={
              mayAct ? (
                <ButtonLink to="/t/$team/monitors/new" params={{ team }}>
                  Add a monitor
                </ButtonLink>
              ) : undefined
            }
          >
            <Section flush>
              <MonitorRows team={team} monitors={monitors} />
            </Section>
          </Page>
        )
      }
    </QueryPage>
  );
}
