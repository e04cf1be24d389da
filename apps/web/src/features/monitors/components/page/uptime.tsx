import { useQuery } from "@tanstack/react-query";
import { QueryPart } from "../../../../ui/query-view.tsx";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { UptimeBars } from "../../../../ui/uptime-bars.tsx";
import { uptimeQuery } from "../../api/get-series.ts";
import { type Day, dayBars } from "../../model/bars.ts";
import classes from "./page.module.css";

const WINDOWS = [
  ["24h", "24 hours"],
  ["7d", "7 days"],
  ["30d", "30 days"],
  ["90d", "90 days"],
] as const;

/** How available it was: four spans with their minutes of outage, and each of the last 90 days. */
export function Uptime({ team, id }: { team: string; id: string }) {
  const uptime = useQuery(uptimeQuery(team, id));
  return (
    <Section title="Uptime">
      <QueryPart query={uptime}>{(data) => <Days uptime={data} />}</QueryPart>
    </Section>
  );
}

type Shown = { windows: Record<(typeof WINDOWS)[number][0], { text: string }>; days: readonly Day[] };

function Days({ uptime: { windows, days } }: { uptime: Shown }) {
  return (
    <div className={stack.stack}>
      <dl className={classes.figures}>
        {WINDOWS.map(([key, word]) => (
          <div key={key}>
            <dt>{word}</dt>
            <dd>{windows[key].text}</dd>
          </div>
        ))}
      </dl>
      <UptimeBars label="The last 90 days, oldest first" bars={dayBars(days)} />
      <p className={stack.soft}>
        Only time that is known counts: not maintenance, pauses, or when we could not see. Days are UTC’s.
      </p>
    </div>
  );
}
