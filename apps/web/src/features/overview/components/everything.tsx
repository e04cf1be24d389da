import type { Overview } from "@nightbell/shared/views/views";
import { TextInput } from "@mantine/core";
import { Held } from "../../../ui/held.tsx";
import { RowLink, Rows } from "../../../ui/rows.tsx";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { everything, type Thing } from "../model/everything.ts";

type Props = { team: string; overview: Overview; filter: string; onFilter: (filter: string) => void };

/** Long enough that scanning by eye is slower than typing. */
const FILTER_FROM = 8;

/** All that is watched, worst first. */
export function Everything({ team, overview, filter, onFilter }: Props) {
  const total = overview.heartbeats.length + overview.monitors.length;
  const things = everything(overview, filter);
  const field =
    total < FILTER_FROM ? null : (
      <TextInput
        size="xs"
        aria-label="Filter by name"
        placeholder="Filter ( / )"
        data-key="/"
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
      />
    );
  return (
    <Section title={`Everything, ${total}`} aside={field} flush>
      <Rows label="Everything that is watched">
        {things.map((thing) => (
          <li key={thing.id}>
            <ThingRow team={team} thing={thing} />
          </li>
        ))}
      </Rows>
    </Section>
  );
}

function ThingRow({ team, thing }: { team: string; thing: Thing }) {
  const shared = {
    params: { team, id: thing.id },
    mark: <StateMark mark={thing.mark} />,
    name: thing.name,
    detail: (
      <>
        {thing.sentence}
        <Held why={thing.held} />
      </>
    ),
    aside: thing.last === null ? "–" : <When at={thing.last} show="relative" />,
  };
  return thing.kind === "heartbeat" ? (
    <RowLink to="/t/$team/heartbeats/$id" {...shared} />
  ) : (
    <RowLink to="/t/$team/monitors/$id" {...shared} />
  );
}
