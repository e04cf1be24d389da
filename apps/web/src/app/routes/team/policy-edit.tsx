import type { EscalationPolicy } from "@nightbell/shared/paging/policy";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { policiesQuery } from "../../../features/policies/api/get-policies.ts";
import { updatePolicy } from "../../../features/policies/api/save-policy.ts";
import { PolicyForm } from "../../../features/policies/components/policy-form.tsx";
import { formOf } from "../../../features/policies/model/form.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";
import { WithTargets } from "./with-targets.tsx";

export const Route = createLazyRoute("/t/$team/policies/$policy")({ component: EditPolicy });

const TITLE = "Edit policy";

function EditPolicy() {
  const { policy: id } = Route.useParams();
  const { team, mayManage } = useTeam();
  const policies = useQuery(policiesQuery(team));
  return (
    <QueryPage query={policies} title={TITLE}>
      {(list) => {
        const settings = list.find((known) => known.id === id)?.settings ?? null;
        if (settings !== null && mayManage) return <Edit team={team} policy={settings} />;
        return (
          <Page title={TITLE}>
            <p>
              {mayManage
                ? "There is no such policy; somebody may have deleted it."
                : "Owners and admins change policies."}
            </p>
          </Page>
        );
      }}
    </QueryPage>
  );
}

function Edit({ team, policy }: { team: string; policy: EscalationPolicy }) {
  const navigate = useNavigate();
  const params = { team };
  return (
    <WithTargets title={TITLE}>
      {(choices) => (
        <Page title={`Edit ${policy.name}`} lead="Pages that have begun keep the steps they began with.">
          <PolicyForm
            team={team}
            initial={formOf(policy)}
            id={policy.id}
            choices={choices}
            submit="Save"
            save={(input) => updatePolicy(team, policy.id, input)}
            onSaved={() => void navigate({ to: "/t/$team/policies", params })}
            cancel={
              <ButtonLink to="/t/$team/policies" params={params} variant="subtle">
                Cancel
              </ButtonLink>
            }
          />
        </Page>
      )}
    </WithTargets>
  );
}
