import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { createGuard } from "../../../features/guards/api/save-guard.ts";
import { GuardForm } from "../../../features/guards/components/guard-form.tsx";
import { newForm } from "../../../features/guards/model/form.ts";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/guards/new")({ component: NewGuard });

const TITLE = "Add a guard";

function NewGuard() {
  const { team, mayAct } = useTeam();
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(team));
  const params = { team };
  return (
    <QueryPage query={overview} title={TITLE}>
      {(watched) => (
        <Page title={TITLE} lead="A job that deletes for good asks first. Only a clear “go” lets it run.">
          {mayAct ? (
            <GuardForm
              team={team}
              initial={newForm}
              watched={watched}
              submit="Add guard"
              save={(input) => createGuard(team, input)}
              onSaved={() => void navigate({ to: "/t/$team/guards", params })}
              cancel={
                <ButtonLink to="/t/$team/guards" params={params} variant="subtle">
                  Cancel
                </ButtonLink>
              }
            />
          ) : (
            <p>You look on in this team. Owners, admins and responders add guards.</p>
          )}
        </Page>
      )}
    </QueryPage>
  );
}
