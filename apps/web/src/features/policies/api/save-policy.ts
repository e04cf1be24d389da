import type { PolicyInput } from "@nightbell/shared/paging/policy";
import { teamApi } from "../../../lib/api/client.ts";

const policy = teamApi.policies[":id"];

/** @returns the new policy's id */
export const createPolicy = async (team: string, json: PolicyInput) =>
  (await teamApi.policies.$post({ param: { team }, json })).json();

/** Pages that have begun keep the steps they began with. */
export const updatePolicy = async (team: string, id: string, json: PolicyInput) =>
  (await policy.$patch({ param: { team, id }, json })).json();

/** What paged by it pages by the team's policy from then on. */
export const deletePolicy = (team: string, id: string) => policy.$delete({ param: { team, id } });

/** What pages when a monitor or heartbeat names no policy. @param id null: the default ladder */
export const setDefaultPolicy = (team: string, id: string | null) =>
  teamApi.escalation.$put({ param: { team }, json: { defaultPolicy: id } });
