import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { createMonitor } from "../../../features/monitors/api/save-monitor.ts";
import { MonitorForm } from "../../../features/monitors/components/monitor-form.tsx";
import { newForm } from "../../../features/monitors/model/form.ts";
import { newMonitorOf, NOTHING_STORED } from "../../../features/monitors/model/form-secrets.ts";
import { probesQuery } from "../../../features/probes/api/get-probes.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { useHears } from "../../use-hears.ts";
import { useTeam } from "../../use-team.ts";

/** The form for a new monitor; done, it leads to the monitor's page with its regions. */
export function AddMonitor() {
  const { team } = useTeam();
  const navigate = useNavigate();
  // Without them, only what a probe alone can do is not on offer.
  const probes = useQuery(probesQuery(team)).data?.probes ?? [];
  const hears = useHears();
  const [initial] = useState(newForm);
  return (
    <MonitorForm
      team={team}
      initial={initial}
      stored={null}
      probes={probes}
      hears={hears}
      submit="Add monitor"
      save={(form) => createMonitor(team, newMonitorOf(form, NOTHING_STORED))}
      onSaved={({ id }) => void navigate({ to: "/t/$team/monitors/$id", params: { team, id } })}
      cancel={
        <ButtonLink to="/t/$team" params={{ team }} search={{}} variant="subtle">
          Cancel
        </ButtonLink>
      }
    />
  );
}
