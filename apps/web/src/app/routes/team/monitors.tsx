import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { MonitorView } from "@nightbell/shared/views/monitor-views";
import { stripsQuery } from "../../../features/monitors/api/get-series.ts";
import { MonitorFilterFields } from "../../../features/monitors/components/monitor-filter.tsx";
import { MonitorRows } from "../../../features/monitors/components/monitor-rows.tsx";
import { listedMonitors, listSentence, type MonitorFilter } from "../../../features/monitors/model/list.ts";
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
      {({ monitors }) => (monitors.length === 0 ? <NoneYet mayAct={mayAct} /> : <Listed monitors={monitors} />)}
    </QueryPage>
  );
}

function NoneYet({ mayAct }: { mayAct: boolean }) {
  const { team } = useTeam();
  return (
    <Page
      title="Monitors"
      lead="Sites, APIs and servers that we ask, from three continents. There is none yet: add the first."
      actions={mayAct ? <ImportLink team={team} /> : undefined}
    >
      {mayAct ? <AddMonitor /> : null}
    </Page>
  );
}

const NO_STRIPS = {};

function Listed({ monitors }: { monitors: readonly MonitorView[] }) {
  const { team, mayAct } = useTeam();
  const filter = Route.useSearch();
  const navigate = useNavigate();
  // Nice to have: without it the list says what it can.
  const strips = useQuery(stripsQuery(team)).data?.strips ?? NO_STRIPS;
  const setFilter = (search: MonitorFilter): void =>
    void navigate({ to: "/t/$team/monitors", params: { team }, search, replace: true });
  const shown = listedMonitors(monitors, filter);
  return (
    <Page
      title="Monitors"
      lead={listSentence(monitors)}
      actions={
        mayAct ? (
          <>
            <ImportLink team={team} />
            <ButtonLink to="/t/$team/monitors/new" params={{ team }}>
              Add a monitor
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <MonitorFilterFields filter={filter} onFilter={setFilter} />
      <Section flush={shown.length > 0}>
        {shown.length === 0 ? (
          <p>None of them is like that.</p>
        ) : (
          <MonitorRows team={team} monitors={shown} strips={strips} />
        )}
      </Section>
    </Page>
  );
}

function ImportLink({ team }: { team: string }) {
  return (
    <ButtonLink to="/t/$team/monitors/import" params={{ team }} search={{}} variant="default">
      Paste addresses or a sitemap
    </ButtonLink>
  );
}
