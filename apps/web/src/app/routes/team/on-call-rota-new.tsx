import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { onCallQuery } from "../../../features/oncall/api/get-on-call.ts";
import { frameOf } from "../../../features/oncall/components/frame.ts";
import { NewRota } from "../../../features/oncall/components/rota/new-rota.tsx";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/on-call/rota/new")({ component: NewRotaRoute });

const TITLE = "New rota";

function NewRotaRoute() {
  const frame = useTeam();
  const { team, mayManage, membership } = frame;
  const navigate = useNavigate();
  const onCall = useQuery(onCallQuery(team));
  const params = { team };
  return (
    <QueryPage query={onCall} title={TITLE}>
      {(view) => (
        <Page title={TITLE} lead="Who takes turns, and when. Nothing changes before you have seen what it does.">
          {mayManage ? (
            <NewRota
              frame={frameOf(team, view, frame)}
              zone={membership.zone}
              onMade={() => void navigate({ to: "/t/$team/on-call", params, search: {} })}
              cancel={
                <ButtonLink to="/t/$team/on-call" params={params} search={{}} variant="subtle">
                  Cancel
                </ButtonLink>
              }
            />
          ) : (
            <p>Owners and admins make rotas.</p>
          )}
        </Page>
      )}
    </QueryPage>
  );
}
