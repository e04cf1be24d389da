import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { OnCallView } from "@nightbell/shared/views/on-call-views";
import { onCallQuery } from "../../../features/oncall/api/get-on-call.ts";
import { frameOf } from "../../../features/oncall/components/frame.ts";
import { EditRota } from "../../../features/oncall/components/rota/edit-rota.tsx";
import { policiesQuery } from "../../../features/policies/api/get-policies.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/on-call/rota/$rota")({ component: EditRotaRoute });

const TITLE = "Edit rota";

function EditRotaRoute() {
  const { team, mayManage } = useTeam();
  const onCall = useQuery(onCallQuery(team));
  return (
    <QueryPage query={onCall} title={TITLE}>
      {(view) => (mayManage ? <Shown view={view} /> : <Refused word="Owners and admins change rotas." />)}
    </QueryPage>
  );
}

function Shown({ view }: { view: OnCallView }) {
  const { rota: id } = Route.useParams();
  const frame = useTeam();
  const { team } = frame;
  const navigate = useNavigate();
  const policies = useQuery(policiesQuery(team));
  const rota = view.rotas.find(({ settings }) => settings.id === id);
  if (rota === undefined) return <Refused word="There is no such rota; somebody may have deleted it." />;
  return (
    <QueryPage query={policies} title={TITLE}>
      {(known) => (
        <Page
          title={`Edit ${rota.settings.name}`}
          lead={rota.sentence}
          actions={
            <ButtonLink to="/t/$team/on-call" params={{ team }} search={{}} variant="default">
              Back to the calendar
            </ButtonLink>
          }
        >
          <EditRota
            frame={frameOf(team, view, frame)}
            rota={rota.settings}
            policies={known}
            onGone={() => void navigate({ to: "/t/$team/on-call", params: { team }, search: {} })}
          />
        </Page>
      )}
    </QueryPage>
  );
}

function Refused({ word }: { word: string }) {
  return (
    <Page title={TITLE}>
      <p>{word}</p>
    </Page>
  );
}
