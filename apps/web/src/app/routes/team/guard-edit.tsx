import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { GuardView } from "@nightbell/shared/views/guard-views";
import { guardsQuery } from "../../../features/guards/api/get-guards.ts";
import { updateGuard } from "../../../features/guards/api/save-guard.ts";
import { GuardForm } from "../../../features/guards/components/guard-form.tsx";
import { formOf } from "../../../features/guards/model/form.ts";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/guards/$id/edit")({ component: EditGuard });

const TITLE = "Edit guard";

function EditGuard() {
  const { id } = Route.useParams();
  const { team } = useTeam();
  const guards = useQuery(guardsQuery(team));
  return (
    <QueryPage query={guards} title={TITLE}>
      {(list) => {
        const guard = list.guards.find((known) => known.id === id);
        return guard ? (
          <Edit team={team} guard={guard} />
        ) : (
          <Page title={TITLE}>
            <p>There is no such guard; somebody may have deleted it.</p>
          </Page>
        );
      }}
    </QueryPage>
  );
}

function Edit({ team, guard }: { team: string; guard: GuardView }) {
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(team));
  const params = { team };
  return (
    <QueryPage query={overview} title={TITLE}>
      {(watched) => (
        <Page title={`Edit ${guard.name}`}>
          <GuardForm
            team={team}
            initial={formOf(guard)}
            watched={watched}
            submit="Save"
            save={(input) => updateGuard(team, guard.id, input)}
            onSaved={() => void navigate({ to: "/t/$team/guards", params })}
            cancel={
              <ButtonLink to="/t/$team/guards" params={params} variant="subtle">
                Cancel
              </ButtonLink>
            }
          />
        </Page>
      )}
    </QueryPage>
  );
}
