import { Skeleton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { dateTime } from "../../lib/time/format.ts";
import { useZone } from "../../lib/time/use-now.ts";
import { Advanced } from "../advanced.tsx";
import { type Chart, isBlank } from "./chart.ts";
import { SeriesTable } from "./series-table.tsx";
import classes from "./time-series.module.css";

/** The library comes only where something is drawn: it is more than the rest of the page. */
const Plot = lazy(() => import("./plot.tsx").then((module) => ({ default: module.Plot })));

type Props = {
  /** What is shown, for those who do not see it. */
  label: string;
  /** The same object as long as it shows the same: it is drawn anew when it changes. */
  chart: Chart;
  /** A value in words. */
  format: (value: number) => string;
  /** Said in place of a chart that has no point. */
  blank: string;
};

const canDraw = (): boolean => document.createElement("canvas").getContext("2d") !== null;

/** Lines over time, with incidents shaded; the same as a table for who reads rather than looks. */
export function TimeSeries({ label, chart, format, blank }: Props) {
  const [draws] = useState(canDraw);
  const [looked, setLooked] = useState<number | null>(null);
  if (isBlank(chart)) return <p className={classes.blank}>{blank}</p>;
  return (
    <div className={classes.series}>
      <Legend chart={chart} looked={looked} format={format} />
      {draws ? (
        <div role="img" aria-label={`${label}. The same follows as a table.`} className={classes.plot}>
          <Suspense fallback={<Skeleton height="100%" />}>
            <Plot chart={chart} format={format} onLook={setLooked} />
          </Suspense>
        </div>
      ) : (
        <p className={classes.blank}>This browser draws no charts; the table says the same.</p>
      )}
      <Advanced title="The same as a table" lazy>
        <SeriesTable label={label} chart={chart} format={format} />
      </Advanced>
    </div>
  );
}

type LegendProps = Pick<Props, "chart" | "format"> & { looked: number | null };

/** Which line is which, and what they say where the pointer is. */
function Legend({ chart: { at, lines, bands }, looked, format }: LegendProps) {
  const zone = useZone();
  const instant = looked === null ? undefined : at[looked];
  const valueAt = (values: readonly (number | null)[]): string => {
    const value = looked === null ? null : (values[looked] ?? null);
    return value === null ? "" : ` ${format(value)}`;
  };
  return (
    <p className={classes.legend}>
      {lines.map(({ name, values, dashed }) => (
        <span key={name} className={classes.key}>
          <span className={classes.line} data-dashed={dashed || undefined} aria-hidden="true" /> {name}
          {valueAt(values)}
        </span>
      ))}
      {bands.length === 0 ? null : (
        <span className={classes.key}>
          <span className={classes.band} aria-hidden="true" /> incident
        </span>
      )}
      {instant === undefined ? null : <span>{dateTime(instant, zone)}</span>}
    </p>
  );
}
