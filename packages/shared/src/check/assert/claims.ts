import type { FlowStep, HttpSpec } from "../spec/http.ts";
import type { JsonAssertion } from "../spec/parts.ts";
import type { CheckSpec } from "../spec/spec.ts";
import { jsonAssertionFault } from "./judge-json.ts";
import { JsonPathError, parseJsonPath } from "./json-path.ts";
import { compileRegex, RegexError } from "./regex.ts";

/** A claim of a check that could never be judged, told when it is saved. `field` stands below the check's own. */
export type ClaimFault = { field: string; message: string };

const MOST_OPERATORS = 100;

/** The first claim of a check that cannot be judged; null if all can (spec "checks" §1). */
export function claimFault(spec: CheckSpec): ClaimFault | null {
  if (spec.type === "http") return stepFault(spec, "");
  if (spec.type === "flow") return flowFault(spec.steps);
  if (spec.type === "tcp")
    return first(
      spec.steps.map(({ format, value }, i) => (format === "regex" ? regexFault(value, `steps.${i}.value`) : null)),
    );
  if (spec.type === "udp" && spec.expect?.format === "regex") return regexFault(spec.expect.value, "expect.value");
  if (spec.type !== "websocket" || spec.expect === null) return null;
  if (spec.expect.kind === "regex") return regexFault(spec.expect.value, "expect.value");
  return spec.expect.kind === "json" ? jsonFault(spec.expect.assertions, "expect.assertions") : null;
}

function flowFault(steps: readonly FlowStep[]): ClaimFault | null {
  const operators = steps.reduce((sum, { json, headerAssertions }) => sum + json.length + headerAssertions.length, 0);
  if (operators > MOST_OPERATORS) return { field: "steps", message: `at most ${MOST_OPERATORS} claims in all` };
  return first(
    steps.flatMap((step, i) => [
      stepFault(step, `steps.${i}.`),
      ...step.extract.map(({ from, expression }, j) => {
        const field = `steps.${i}.extract.${j}.expression`;
        if (from === "regex") return regexFault(expression, field);
        return from === "json" ? pathFault(expression, field) : null;
      }),
    ]),
  );
}

function stepFault({ bodyRegex, json, headerAssertions }: HttpSpec | FlowStep, at: string): ClaimFault | null {
  return first([
    bodyRegex === null ? null : regexFault(bodyRegex, `${at}bodyRegex`),
    jsonFault(json, `${at}json`),
    ...headerAssertions.map(({ op, value }, i) =>
      op === "matches" ? regexFault(value, `${at}headerAssertions.${i}.value`) : null,
    ),
  ]);
}

const jsonFault = (assertions: readonly JsonAssertion[], at: string): ClaimFault | null =>
  first(
    assertions.map((assertion, i) => {
      const message = jsonAssertionFault(assertion);
      return message === null ? null : { field: `${at}.${i}.path`, message };
    }),
  );

function regexFault(source: string, field: string): ClaimFault | null {
  try {
    compileRegex(source);
    return null;
  } catch (error) {
    if (error instanceof RegexError)
      return { field, message: `not a regular expression that we run: ${error.message}` };
    throw error;
  }
}

function pathFault(path: string, field: string): ClaimFault | null {
  try {
    parseJsonPath(path);
    return null;
  } catch (error) {
    if (error instanceof JsonPathError) return { field, message: error.message };
    throw error;
  }
}

const first = (faults: readonly (ClaimFault | null)[]): ClaimFault | null =>
  faults.find((fault) => fault !== null) ?? null;
