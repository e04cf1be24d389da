import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { MeView } from "@nightbell/shared/views/views";
import type { PersonRef } from "@nightbell/shared/views/parts";
import { meQuery } from "../features/account/api/get-me.ts";
import { mayAct, mayManage } from "../features/team/model/members.ts";

const route = getRouteApi("/t/$team");

export type TeamFrame = {
  team: string;
  me: PersonRef;
  view: MeView;
  membership: MeView["teams"][number];
  mayAct: boolean;
  mayManage: boolean;
};

/** The team in the address, and what the signed-in person is in it. The route's guard has fetched both. */
export function useTeam(): TeamFrame {
  const { team } = route.useParams();
  const { data: view } = useSuspenseQuery(meQuery);
  const membership = view.teams.find((candidate) => candidate.id === team);
  if (membership === undefined) throw new Error(`not a member of ${team}`);
  return {
    team,
    view,
    membership,
    me: { id: view.user.id, name: view.user.name },
    mayAct: mayAct(membership.role),
    mayManage: mayManage(membership.role),
  };
}
