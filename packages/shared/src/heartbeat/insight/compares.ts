import type { OPERATORS } from "./insight.ts";

/** Whether `value` stands to `limit` as the operator says. */
export function compares(value: number, op: (typeof OPERATORS)[number], limit: number): boolean {
  switch (op) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "=":
      return value === limit;
    case "!=":
      return value !== limit;
  }
}
