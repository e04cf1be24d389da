import type { Alerting } from "@nightbell/shared/incident/alerting";
import { useQuery } from "@tanstack/react-query";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { everyNamed } from "../../../features/overview/model/everything.ts";
import { type ChainOf, policiesQuery } from "../../../features/policies/api/get-policies.ts";
import { WhoHears } from "../../../features/policies/components/who-hears.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

type Props = { of: ChainOf; input: { alerting: Alerting; parents: readonly string[] } };

/** Who hears about a monitor or heartbeat, on its own page. */
export function WhoHearsOf({ of, input: { alerting, parents } }: Props) {
  const { team } = useTeam();
  const policies = useQuery(policiesQuery(team));
  const overview = useQuery(overviewQuery(team)).data;
  const things = overview === undefined ? [] : everyNamed(overview);
  const names = parents.map((parent) => things.find(({ id }) => id === parent)?.name ?? "something that was deleted");
  return (
    <QueryPart query={policies}>
      {(list) => <WhoHears team={team} alerting={alerting} parents={names} policies={list} of={of} />}
    </QueryPart>
  );
}
