import type { CellAssertion } from "@nightbell/shared/check/spec/parts";
import { CheckFailure } from "../failure.ts";
import { oneLine } from "./session.ts";

/** One value that a server answered: the first cell of a query, a Redis reply. Null is NULL; undefined: no row at all. */
export type Cell = string | null | undefined;

/** What is read of an answer (spec "checks" §1). */
export const MOST_ANSWER_BYTES = 4_096;

const SHOWN = 60;

/** @throws CheckFailure `expect_mismatch` that shows both values, if the assertion does not hold */
export function assertCell(cell: Cell, assertion: CellAssertion | null): void {
  if (assertion === null || holds(cell, assertion)) return;
  const wanted = `${WORDS[assertion.op]} "${assertion.value.slice(0, SHOWN)}"`;
  throw new CheckFailure("expect_mismatch", `expected ${wanted}, got ${shown(cell)}`);
}

const WORDS = { eq: "exactly", lt: "less than", gt: "more than", contains: "something with" } as const;

function holds(cell: Cell, { op, value }: CellAssertion): boolean {
  if (cell === null || cell === undefined) return false;
  if (op === "contains") return cell.includes(value);
  if (op === "eq" && cell === value) return true;
  const [left, right] = [numberOf(cell), numberOf(value)];
  if (left === null || right === null) return false;
  if (op === "eq") return left === right;
  return op === "lt" ? left < right : left > right;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const numberOf = (text: string): number | null => (NUMBER.test(text.trim()) ? Number(text) : null);

function shown(cell: Cell): string {
  if (cell === undefined) return "no row";
  return cell === null ? "nothing (NULL)" : `"${oneLine(cell)}"`;
}
