import { useQuery } from "@tanstack/react-query";
import { useTeamTime } from "../../../lib/time/use-now.ts";
import { Chain } from "../../../ui/chain/chain.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import stack from "../../../ui/stack.module.css";
import { type ChainOf, calledNowQuery } from "../api/get-policies.ts";

/** Who would be called now, by name; nothing is sent. */
export function CalledNow({ team, of }: { team: string; of: ChainOf }) {
  const chain = useQuery(calledNowQuery(team, of, useTeamTime()));
  return (
    <QueryPart query={chain}>
      {(data) => (
        <div className={stack.tight}>
          <p className={stack.soft}>If something broke now and nobody answered. Nothing is sent.</p>
          <Chain chain={data} />
        </div>
      )}
    </QueryPart>
  );
}
