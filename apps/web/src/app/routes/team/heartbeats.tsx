import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { HeartbeatView } from "@nightbell/shared/views/views";
import { HeartbeatRows } from "../../../features/heartbeats/components/heartbeat-rows.tsx";
import { ListFilterFields } from "../../../features/heartbeats/components/list-filter.tsx";
import { type ListFilter, listed } from "../../../features/heartbeats/model/list.ts";
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
      {({ heartbeats }) => (heartbeats.length === 0 ? <NoneYet mayAct={mayAct} /> : <Listed heartbeats={heartbeats} />)}
    </QueryPage>
  );
}

function NoneYet({ mayAct }: { mayAct: boolean }) {
  const { team } = useTeam();
  return (
    <Page
      title="Heartbeats"
      lead="Jobs report here when they are done; silence opens an incident. There is none yet: add the first."
      actions={mayAct ? <PasteLink team={team} /> : undefined}
    >
      {mayAct ? <AddHeartbeat /> : null}
    </Page>
  );
}

function Listed({ heartbeats }: { heartbeats: readonly HeartbeatView[] }) {
  const { team, mayAct } = useTeam();
  const filter = Route.useSearch();
  const navigate = useNavigate();
  const setFilter = (search: ListFilter): void =>
    void navigate({ to: "/t/$team/heartbeats", params: { team }, search, replace: true });
  const shown = listed(heartbeats, filter);
  return (
    <Page
      title="Heartbeats"
      lead={`${heartbeats.length} ${heartbeats.length === 1 ? "job reports" : "jobs report"} here.`}
      actions={
        mayAct ? (
          <>
            <PasteLink team={team} />
            <ButtonLink to="/t/$team/heartbeats/new" params={{ team }} search={{}}>
              Add a heartbeat
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <ListFilterFields heartbeats={heartbeats} filter={filter} onFilter={setFilter} />
      <Section flush={shown.length > 0}>
        {shown.length === 0 ? <p>None of them is like that.</p> : <HeartbeatRows team={team} heartbeats={shown} />}
      </Section>
    </Page>
  );
}

function PasteLink({ team }: { team: string }) {
  return (
    <ButtonLink to="/t/$team/heartbeats/new" params={{ team }} search={{ from: "crontab" }} variant="default">
      Paste your crontab
    </ButtonLink>
  );
}
