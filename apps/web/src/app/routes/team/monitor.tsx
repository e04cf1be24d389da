import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { MonitorDetail } from "@nightbell/shared/views/monitor-views";
import { useMemo } from "react";
import { incidentsQuery } from "../../../features/incidents/api/get-incident.ts";
import { monitorQuery } from "../../../features/monitors/api/get-monitor.ts";
import { MonitorPage } from "../../../features/monitors/components/monitor-page.tsx";
import { MonitorActions } from "../../../features/monitors/components/page/actions.tsx";
import type { Look, PastIncident } from "../../../features/monitors/model/series.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";
import { OpenIncidentNote } from "./open-incident-note.tsx";
import { WhoHearsOf } from "./who-hears-of.tsx";

export const Route = createLazyRoute("/t/$team/monitors/$id")({ component: Monitor });

function Monitor() {
  const { id } = Route.useParams();
  const { team } = useTeam();
  const monitor = useQuery(monitorQuery(team, id));
  return (
    <QueryPage query={monitor} title="Monitor">
      {(data) => <Shown monitor={data} />}
    </QueryPage>
  );
}

function Shown({ monitor }: { monitor: MonitorDetail }) {
  const { team, mayAct } = useTeam();
  const { id } = monitor;
  const navigate = useNavigate();
  const incidents = useIncidentsOf(team, id);
  const look = Route.useSearch();
  const setLook = (search: Look): void =>
    void navigate({ to: "/t/$team/monitors/$id", params: { team, id }, search, replace: true, resetScroll: false });
  const edit = (
    <ButtonLink to="/t/$team/monitors/$id/edit" params={{ team, id }} variant="default" data-key="e">
      Edit
    </ButtonLink>
  );
  const left = (): void => void navigate({ to: "/t/$team/monitors", params: { team }, search: {} });
  return (
    <MonitorPage
      team={team}
      monitor={monitor}
      mayAct={mayAct}
      look={look}
      onLook={setLook}
      incidents={incidents}
      notice={<OpenIncidentNote team={team} incident={monitor.incident} />}
      actions={mayAct ? <MonitorActions team={team} monitor={monitor} edit={edit} onDeleted={left} /> : undefined}
      whoHears={<WhoHearsOf of={{ monitor: id }} input={monitor.input} />}
    />
  );
}

/** Incidents about one monitor; none while they are not known. */
function useIncidentsOf(team: string, id: string): readonly PastIncident[] {
  const { data } = useQuery(incidentsQuery(team));
  return useMemo(
    () =>
      (data ?? [])
        .filter(({ source }) => source.kind === "monitor" && source.id === id)
        .map((incident) => ({
          id: incident.id,
          title: incident.title,
          from: incident.startedAt,
          until: incident.resolvedAt,
        })),
    [data, id],
  );
}
