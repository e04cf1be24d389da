import { createLazyRoute } from "@tanstack/react-router";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { useTeam } from "../../use-team.ts";
import { AddMonitor } from "./add-monitor.tsx";

export const Route = createLazyRoute("/t/$team/monitors/new")({ component: NewMonitor });

function NewMonitor() {
  const { team, mayAct } = useTeam();
  return (
    <Page
      title="Add a monitor"
      lead="We ask from three continents, and page when most of them agree that it fails."
      actions={
        mayAct ? (
          <ButtonLink to="/t/$team/monitors/import" params={{ team }} search={{}} variant="default">
            Import many
          </ButtonLink>
        ) : undefined
      }
    >
      {mayAct ? <AddMonitor /> : <p>You look on in this team. Owners, admins and responders add monitors.</p>}
    </Page>
  );
}
