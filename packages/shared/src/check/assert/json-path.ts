/**
 * Places in a JSON value: `$`, `.a`, `['a']`, `[0]`, `[-1]`, `[*]` and, at the end, `.length()`. No filters, scripts or
 * descent, so that a path costs no more than the value is large (spec "checks" §1).
 */

const MAX_STEPS = 16;
const STEP =
  /\.length\(\)$|\.([\p{L}_$][\p{L}\p{N}_$-]*)|\[(-?\d{1,9})\]|\[(\*)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/uy;

export type JsonStep =
  | { kind: "name"; name: string }
  | { kind: "index"; index: number }
  | { kind: "each" }
  | { kind: "length" };

/** Not a path we know; the message says where it goes wrong. */
export class JsonPathError extends Error {}

/** @throws JsonPathError */
export function parseJsonPath(path: string): JsonStep[] {
  if (!path.startsWith("$")) throw new JsonPathError("a path begins with $, like $.status");
  const steps: JsonStep[] = [];
  for (let at = 1; at < path.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    if (match === null) throw new JsonPathError(`the path cannot go on with ${path.slice(at, at + 20)}`);
    steps.push(stepOf(match));
    if (steps.length > MAX_STEPS) throw new JsonPathError(`a path has at most ${MAX_STEPS} steps`);
    at = STEP.lastIndex;
  }
  return steps;
}

function stepOf([, name, index, star, single, double]: RegExpExecArray): JsonStep {
  if (index !== undefined) return { kind: "index", index: Number(index) };
  if (star !== undefined) return { kind: "each" };
  const quoted = (single ?? double)?.replaceAll(/\\(.)/g, "$1");
  const key = name ?? quoted;
  return key === undefined ? { kind: "length" } : { kind: "name", name: key };
}

/** All values at a path; none if there is no such place. Inherited properties are no places. */
export function valuesAt(steps: readonly JsonStep[], root: unknown): unknown[] {
  return steps.reduce<unknown[]>((values, step) => values.flatMap((value) => below(step, value)), [root]);
}

function below(step: JsonStep, value: unknown): unknown[] {
  switch (step.kind) {
    case "name":
      return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
    case "index": {
      if (!Array.isArray(value)) return [];
      const at = step.index < 0 ? value.length + step.index : step.index;
      return at >= 0 && at < value.length ? [value[at]] : [];
    }
    case "each":
      if (Array.isArray(value)) return [...(value as unknown[])];
      return isObject(value) ? Object.values(value) : [];
    case "length":
      return typeof value === "string" || Array.isArray(value) ? [value.length] : [];
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
