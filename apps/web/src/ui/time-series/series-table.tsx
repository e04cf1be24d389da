import { dateTime, utc } from "../../lib/time/format.ts";
import { useZone } from "../../lib/time/use-now.ts";
import type { Chart } from "./chart.ts";
import classes from "./time-series.module.css";

type Props = { label: string; chart: Chart; format: (value: number) => string };

/** The points of a chart as a table, newest first; stretches without any are left out. */
export function SeriesTable({ label, chart: { at, lines, bands }, format }: Props) {
  const zone = useZone();
  const rows = at
    .map((instant, index) => ({ instant, values: lines.map(({ values }) => values[index] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .toReversed();
  const during = (instant: number): string =>
    bands
      .filter(({ from, until }) => instant >= from && instant < until)
      .map(({ word }) => word)
      .join(", ");
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={`${label}, as a table`}>
      <table className={classes.table}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {bands.length === 0 ? null : <th scope="col">Incident</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ instant, values }) => (
            <tr key={instant}>
              <th scope="row" title={utc(instant)}>
                {dateTime(instant, zone)}
              </th>
              {values.map((value, index) => (
                <td key={lines[index]?.name}>{value === null ? "–" : format(value)}</td>
              ))}
              {bands.length === 0 ? null : <td>{during(instant)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
