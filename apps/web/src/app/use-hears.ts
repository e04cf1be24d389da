import { useQuery } from "@tanstack/react-query";
import { overviewQuery } from "../features/overview/api/get-overview.ts";
import { everyNamed } from "../features/overview/model/everything.ts";
import { policiesQuery } from "../features/policies/api/get-policies.ts";
import type { Hears } from "../ui/alerting/alerting-form.ts";
import { useTeam } from "./use-team.ts";

/** What the card "Who hears about it" has to choose from. @param own the thing under edit, which cannot stand on itself */
export function useHears(own?: string): Hears {
  const { team } = useTeam();
  const policies = useQuery(policiesQuery(team)).data ?? null;
  const overview = useQuery(overviewQuery(team)).data;
  return { policies, things: overview === undefined ? null : everyNamed(overview).filter(({ id }) => id !== own) };
}
