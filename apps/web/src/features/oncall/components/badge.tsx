import { useQuery } from "@tanstack/react-query";
import { Advanced } from "../../../ui/advanced.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import stack from "../../../ui/stack.module.css";
import { badgeQuery } from "../api/get-on-call.ts";

/** The address of a small picture that says who is on call, for a wiki or a readme. Fetched once somebody asks. */
export function Badge({ team }: { team: string }) {
  return (
    <Advanced title="A badge for your wiki" lazy>
      <Addresses team={team} />
    </Advanced>
  );
}

function Addresses({ team }: { team: string }) {
  const badge = useQuery(badgeQuery(team));
  return (
    <QueryPart query={badge}>
      {({ svg, json }) => (
        <div className={stack.tight}>
          <p className={stack.soft}>
            It says “on call: Ana”, always as of now. Whoever has its address sees first names.
          </p>
          <CodeBlock label="Badge as a picture" code={svg} />
          <CodeBlock label="Badge as JSON" code={json} />
        </div>
      )}
    </QueryPart>
  );
}
