import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { MonitorImport } from "../../../features/monitors/components/import/monitor-import.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/monitors/import")({ component: ImportMonitors });

const TITLE = "Import monitors";

function ImportMonitors() {
  const { team, mayAct } = useTeam();
  const { from = "list" } = Route.useSearch();
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(team));
  const choose = (next: "list" | "sitemap"): void =>
    void navigate({
      to: "/t/$team/monitors/import",
      params: { team },
      search: next === "sitemap" ? { from: next } : {},
      replace: true,
    });
  return (
    <QueryPage query={overview} title={TITLE}>
      {({ monitors }) => (
        <Page
          title={TITLE}
          lead="Up to 50 addresses at once, from a list or a sitemap. You choose which of them are watched."
          actions={
            mayAct ? (
              <ButtonLink to="/t/$team/monitors/new" params={{ team }} variant="default">
                Add a single one
              </ButtonLink>
            ) : undefined
          }
        >
          {mayAct ? (
            <MonitorImport team={team} from={from} onFrom={choose} targets={monitors.map(({ target }) => target)} />
          ) : (
            <p>You look on in this team. Owners, admins and responders add monitors.</p>
          )}
        </Page>
      )}
    </QueryPage>
  );
}
