import { round, table } from "../table.ts";
import type { Cell } from "./cell.ts";
import type { Result, Targets } from "./pings.ts";

const NAMES: Record<keyof Targets, string> = { ping: "ping", insert: "bare insert", answer: "bare Worker" };

const failed = ({ failures }: Cell): string =>
  Object.entries(failures)
    .map(([status, count]) => `${count} × ${status}`)
    .join(", ") || "0";

const share = (part: number | null | undefined, whole: number | null | undefined): string =>
  part === null || part === undefined || !whole ? "" : `${((part / whole) * 100).toFixed(0)} %`;

const cpuOf = (cell: Cell): string => (cell.cpu === null ? "–" : round(cell.cpu));

/** Pings a second, with the same of the bare ones below. */
export function floodTable(results: Result[]): string {
  const rows = results.flatMap(({ crowd, kept, cells }) =>
    (Object.entries(cells) as [keyof Targets, Cell][]).map(([name, cell]) => [
      `${NAMES[name]}${name === "answer" ? "" : `, ${crowd}`}, ${kept ? "kept connections" : "a connection each"}`,
      cell.rate.toFixed(0),
      round(cell.p50),
      round(cell.p99),
      cpuOf(cell),
      name === "ping" ? share(cell.rate, cells.insert?.rate) : "",
      name === "ping" ? share(cells.insert?.cpu, cell.cpu) : "",
      failed(cell),
    ]),
  );
  return table(["", "per s", "p50 ms", "p99 ms", "CPU ms", "of insert", "by CPU", "failed"], rows);
}

export function burstTable(results: Result[]): string {
  const rows = results.flatMap(({ crowd, cells }) =>
    (Object.entries(cells) as [keyof Targets, Cell][]).map(([name, cell]) => [
      `${NAMES[name]}, ${crowd}`,
      round(cell.p50),
      round(cell.p99),
      round(cell.max),
      cpuOf(cell),
      name === "ping" ? share(cells.insert?.cpu, cell.cpu) : "",
      failed(cell),
    ]),
  );
  return table(["", "p50 ms", "p99 ms", "max ms", "CPU ms", "by CPU", "failed"], rows);
}

/** @param rows written per ping @param dataLength characters of a ping's event */
export const rowsLine = (rows: number, dataLength: number): string =>
  `Rows written per ping: ${rows.toFixed(3)} (with each team's snapshot every 500 events); an event is ${dataLength} characters.`;
