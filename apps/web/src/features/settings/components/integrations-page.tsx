import type { PersonRef } from "@nightbell/shared/views/parts";
import { useQuery } from "@tanstack/react-query";
import { Page } from "../../../ui/page.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { apiKeysQuery, channelsQuery, pingKeysQuery } from "../api/get-settings.ts";
import { ApiKeys } from "./api-keys.tsx";
import { Channels } from "./channels.tsx";
import { PingKeys } from "./ping-keys.tsx";

type Props = {
  team: string;
  pingBase: string;
  people: readonly PersonRef[];
  /** May change what is watched: sees ping keys. */
  mayAct: boolean;
  /** May change the team: makes API keys and channels. */
  mayManage: boolean;
};

/** How programs get in, and who else is told. */
export function IntegrationsPage({ team, pingBase, people, mayAct, mayManage }: Props) {
  return (
    <Page title="Integrations" lead="Keys for jobs and programs, and who hears of it beside the people we page." narrow>
      {mayAct ? <PingKeysPart team={team} pingBase={pingBase} /> : null}
      {mayManage ? <ApiKeysPart team={team} pingBase={pingBase} /> : null}
      {mayManage ? <ChannelsPart team={team} people={people} /> : null}
      {mayManage ? null : (
        <Section>
          {mayAct
            ? "API keys and channels are for owners and admins."
            : "Ping keys are for those who may change heartbeats, API keys and channels for owners and admins."}
        </Section>
      )}
    </Page>
  );
}

function PingKeysPart({ team, pingBase }: { team: string; pingBase: string }) {
  const keys = useQuery(pingKeysQuery(team));
  return <QueryPart query={keys}>{(data) => <PingKeys team={team} keys={data} pingBase={pingBase} />}</QueryPart>;
}

function ApiKeysPart({ team, pingBase }: { team: string; pingBase: string }) {
  const keys = useQuery(apiKeysQuery(team));
  return <QueryPart query={keys}>{(data) => <ApiKeys team={team} keys={data} pingBase={pingBase} />}</QueryPart>;
}

function ChannelsPart({ team, people }: { team: string; people: readonly PersonRef[] }) {
  const channels = useQuery(channelsQuery(team));
  return (
    <QueryPart query={channels}>
      {(data) => <Channels key={people.length} team={team} channels={data} people={people} />}
    </QueryPart>
  );
}
