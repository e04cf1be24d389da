import type { Role } from "@nightbell/shared/team/config";
import type { MySettings } from "@nightbell/shared/views/views";
import { teamApi } from "../../../lib/api/client.ts";

export const invite = (team: string, email: string, role: Role) =>
  teamApi.invitations.$post({ param: { team }, json: { email, role } });

export const withdrawInvitation = (team: string, id: string) =>
  teamApi.invitations[":id"].$delete({ param: { team, id } });

export const removeMember = (team: string, user: string) => teamApi.members[":user"].$delete({ param: { team, user } });

/** The person's own settings in this team. */
export const saveMine = (team: string, json: Partial<MySettings>) =>
  teamApi.members.me.$patch({ param: { team }, json });

export const saveTeam = (team: string, json: { name?: string; zone?: string }) =>
  teamApi.$patch({ param: { team }, json });

/** Local stack only: how many times faster than real time this team's clock runs. */
export const setClock = (team: string, factor: number) => teamApi.clock.$patch({ param: { team }, json: { factor } });
