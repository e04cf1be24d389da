import { useQuery } from "@tanstack/react-query";
import { NativeSelect, SegmentedControl } from "@mantine/core";
import type { RegionView } from "@nightbell/shared/views/monitor-views";
import type { MonitorSeries } from "@nightbell/shared/views/series-views";
import { useMemo } from "react";
import { counted } from "../../../../lib/number.ts";
import { took } from "../../../../lib/time/format.ts";
import { useTeamTime } from "../../../../lib/time/use-now.ts";
import { QueryPart } from "../../../../ui/query-view.tsx";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { TimeSeries } from "../../../../ui/time-series/time-series.tsx";
import { seriesQuery } from "../../api/get-series.ts";
import { regionName } from "../../model/regions.ts";
import {
  chartOf,
  DEFAULT_RANGE,
  lineOf,
  type Look,
  type PastIncident,
  RANGE_WORDS,
  RANGES,
} from "../../model/series.ts";
import classes from "./page.module.css";

type Props = {
  team: string;
  id: string;
  regions: readonly RegionView[];
  incidents: readonly PastIncident[];
  look: Look;
  onLook: (look: Look) => void;
};

/** How fast it answered, over a range and from one region or all; both stand in the address. */
export function ResponseTime({ team, id, regions, incidents, look, onLook }: Props) {
  const range = look.range ?? DEFAULT_RANGE;
  const series = useQuery(seriesQuery(team, id, range, useTeamTime()));
  return (
    <Section title="Response time" aside={<Choices regions={regions} look={look} onLook={onLook} />}>
      <QueryPart query={series}>
        {(data) => (
          <Line
            series={data}
            region={look.region}
            incidents={incidents}
            label={`Response time, ${RANGE_WORDS[range]}`}
          />
        )}
      </QueryPart>
    </Section>
  );
}

type LineProps = {
  series: MonitorSeries;
  region: string | undefined;
  incidents: readonly PastIncident[];
  label: string;
};

/** What is drawn and said of a region, or of all. */
function drawn(series: MonitorSeries, region: string | undefined, incidents: readonly PastIncident[]) {
  const line = lineOf(series, region);
  return { chart: chartOf(series, line, incidents), total: line.total };
}

function Line({ series, region, incidents, label }: LineProps) {
  const { chart, total } = useMemo(() => drawn(series, region, incidents), [series, region, incidents]);
  const { p50, p95, count, fail } = total;
  return (
    <div className={stack.stack}>
      {p50 === null || p95 === null ? null : (
        <p>
          Half of the answers came within {took(p50)}, 95 % within {took(p95)}: {counted(count, "check")}
          {fail === 0 ? "" : `, ${fail} failed`}.
        </p>
      )}
      <TimeSeries label={label} chart={chart} format={took} blank="No answer in this range." />
    </div>
  );
}

function Choices({ regions, look, onLook }: Pick<Props, "regions" | "look" | "onLook">) {
  return (
    <div className={classes.choices}>
      <SegmentedControl
        size="xs"
        aria-label="Range"
        value={look.range ?? DEFAULT_RANGE}
        data={RANGES.map((range) => ({ value: range, label: range.replace(/(\d+)/, "$1 ") }))}
        onChange={(range) => onLook({ ...look, range })}
      />
      <NativeSelect
        size="xs"
        aria-label="Region"
        value={look.region ?? ""}
        data={[
          { value: "", label: "all regions" },
          ...regions.map((region) => ({ value: region.region, label: regionName(region) })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const { region: _, ...others } = look;
          onLook(value === "" ? others : { ...others, region: value });
        }}
      />
    </div>
  );
}
