import type { ProbeId } from "../check/region.ts";
import { durationText } from "../heartbeat/time-text.ts";
import type { ProbeSight } from "../probe/sight.ts";
import { monitorOf } from "../team/monitor-table.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { clockView, iso, isoOrNull } from "./clock.ts";
import type { ProbeList, ProbeView } from "./monitor-views.ts";

/** What the Team object's shell knows of a probe: it is not in the log, because a probe is heard several times a minute. */
export type ProbeKnown = {
  /** When it asked for work last, as far as the object remembers. */
  heardAt: Instant | null;
  wasHeard: boolean;
  build: string | null;
  hostname: string | null;
  sight: ProbeSight;
};

/** The team's own probes, in the order in which they were registered. */
export function probeListOf(
  state: TeamState,
  now: Instant,
  { factor, known }: { factor: number; known: (probe: ProbeId) => ProbeKnown },
): ProbeList {
  const monitors = state.config?.monitors ?? [];
  const probes = (state.config?.probes ?? []).map(({ id, name, createdAt }): ProbeView => {
    const { heardAt, wasHeard, build, hostname, sight } = known(id);
    const users = monitors.filter(({ regions }) => regions.includes(id));
    const unreachable = users.some(
      (monitor) => monitorOf(state, monitor.id)?.blind[id] !== undefined || state.blind[id] !== undefined,
    );
    const is = !wasHeard ? "waiting" : sight === "sighted" && unreachable ? "unreachable" : sight;
    return {
      id,
      name,
      createdAt: iso(createdAt),
      state: is,
      heardAt: isoOrNull(heardAt),
      build,
      hostname,
      monitors: users.map((monitor) => ({ id: monitor.id, name: monitor.name })),
      sentence: sentenceOf(is, heardAt, now),
    };
  });
  return { clock: clockView(now, factor), probes };
}

const BLIND = "Its monitors are unknown meanwhile, not down.";

function sentenceOf(is: ProbeView["state"], heardAt: Instant | null, now: Instant): string {
  const ago = heardAt === null ? "" : `${durationText(Math.max(0, now - heardAt))} ago`;
  switch (is) {
    case "waiting":
      return "It has not asked for work yet: start it where it should look from.";
    case "sighted":
      return heardAt === null
        ? "It was heard a while ago, and should ask for work any moment."
        : `It asks for work; last ${ago}.`;
    case "silent":
      return heardAt === null ? `Silent. ${BLIND}` : `Silent: last heard ${ago}. ${BLIND}`;
    case "skewed":
      return `Its clock is more than 30 s off. ${BLIND}`;
    case "unreachable":
      return `It is heard, but reaches none of the addresses that show it can see. ${BLIND}`;
  }
}
