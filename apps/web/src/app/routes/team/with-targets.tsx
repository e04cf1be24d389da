import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { onCallQuery } from "../../../features/oncall/api/get-on-call.ts";
import { type TargetChoice, targetChoices } from "../../../features/policies/model/targets.ts";
import { channelsQuery } from "../../../features/settings/api/get-settings.ts";
import { membersQuery } from "../../../features/team/api/get-members.ts";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

type Props = { title: string; children: (choices: readonly TargetChoice[]) => ReactNode };

/** A page that knows whom the steps of a policy can ask. For owners and admins, who alone see the channels. */
export function WithTargets({ title, children }: Props) {
  const { team } = useTeam();
  const members = useQuery(membersQuery(team));
  const onCall = useQuery(onCallQuery(team));
  const channels = useQuery(channelsQuery(team));
  return (
    <QueryPage query={members} title={title}>
      {(people) => (
        <QueryPage query={onCall} title={title}>
          {({ rotas }) => (
            <QueryPage query={channels} title={title}>
              {(rooms) =>
                children(
                  targetChoices(
                    people,
                    rotas.map(({ settings }) => settings),
                    rooms,
                  ),
                )
              }
            </QueryPage>
          )}
        </QueryPage>
      )}
    </QueryPage>
  );
}
