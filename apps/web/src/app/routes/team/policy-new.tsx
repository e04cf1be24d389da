import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { createPolicy } from "../../../features/policies/api/save-policy.ts";
import { PolicyForm } from "../../../features/policies/components/policy-form.tsx";
import { newForm } from "../../../features/policies/model/form.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { useTeam } from "../../use-team.ts";
import { WithTargets } from "./with-targets.tsx";

export const Route = createLazyRoute("/t/$team/policies/new")({ component: NewPolicy });

const TITLE = "Add a policy";

function NewPolicy() {
  const { team, mayManage } = useTeam();
  const navigate = useNavigate();
  const params = { team };
  if (!mayManage)
    return (
      <Page title={TITLE}>
        <p>Owners and admins add policies.</p>
      </Page>
    );
  return (
    <WithTargets title={TITLE}>
      {(choices) => (
        <Page title={TITLE} lead="Whom a page asks first, whom then, and how. Everyone comes last, always.">
          <PolicyForm
            team={team}
            initial={newForm(choices.find(({ value }) => value.startsWith("rota:"))?.value)}
            id={null}
            choices={choices}
            submit="Add policy"
            save={(input) => createPolicy(team, input)}
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
