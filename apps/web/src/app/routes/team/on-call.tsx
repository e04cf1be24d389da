import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { onCallQuery } from "../../../features/oncall/api/get-on-call.ts";
import { frameOf } from "../../../features/oncall/components/frame.ts";
import { OnCallPage } from "../../../features/oncall/components/on-call-page.tsx";
import type { Look } from "../../../features/oncall/model/look.ts";
import { policiesQuery } from "../../../features/policies/api/get-policies.ts";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/on-call")({ component: OnCall });

const NO_POLICIES = [] as const;

function OnCall() {
  const frame = useTeam();
  const { team, membership } = frame;
  const look = Route.useSearch();
  const navigate = useNavigate();
  const onCall = useQuery(onCallQuery(team));
  // Only to choose from; the page is whole without them.
  const policies = useQuery(policiesQuery(team)).data ?? NO_POLICIES;
  const setLook = (search: Look): void =>
    void navigate({ to: "/t/$team/on-call", params: { team }, search, replace: true, resetScroll: false });
  return (
    <QueryPage query={onCall} title="On-call">
      {(view) => (
        <OnCallPage
          frame={frameOf(team, view, frame)}
          zone={membership.zone}
          policies={policies}
          look={look}
          onLook={setLook}
        />
      )}
    </QueryPage>
  );
}
