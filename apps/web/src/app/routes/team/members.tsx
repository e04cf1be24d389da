import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { invitationsQuery, membersQuery } from "../../../features/team/api/get-members.ts";
import { MembersPage } from "../../../features/team/components/members-page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/members")({ component: Members });

function Members() {
  const { team, me, membership } = useTeam();
  const members = useQuery(membersQuery(team));
  const invitations = useQuery(invitationsQuery(team)).data;
  return (
    <QueryPage query={members} title="People">
      {(data) => (
        <MembersPage team={team} me={me.id} role={membership.role} members={data} invitations={invitations ?? []} />
      )}
    </QueryPage>
  );
}
