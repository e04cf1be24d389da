import { expect, it } from "vitest";
import * as z from "zod";
import { checkSpec } from "../spec/spec.ts";
import { claimFault } from "./claims.ts";

const HTTP = { type: "http" as const, url: "https://a.example/" };
const STEP = { name: "a", url: "https://a.example/" };
const of = (spec: z.input<typeof checkSpec>) => claimFault(checkSpec.parse(spec))?.field ?? null;

it.each([
  [{ ...HTTP, bodyRegex: "a+b" }, null],
  [{ ...HTTP, bodyRegex: "(?=a)" }, "bodyRegex"],
  [{ ...HTTP, json: [{ path: "$.a", op: "eq" as const, value: 1 }] }, null],
  [{ ...HTTP, json: [{ path: "$..a", op: "exists" as const }] }, "json.0.path"],
  [{ ...HTTP, json: [{ path: "$.a", op: "lt" as const, value: "x" }] }, "json.0.path"],
  [{ ...HTTP, headerAssertions: [{ name: "x", op: "matches" as const, value: "[" }] }, "headerAssertions.0.value"],
  [
    {
      type: "flow" as const,
      steps: [STEP, { ...STEP, extract: [{ name: "id", from: "json" as const, expression: "id" }] }],
    },
    "steps.1.extract.0.expression",
  ],
  [
    {
      type: "tcp" as const,
      host: "a.example",
      port: 1,
      steps: [{ act: "expect" as const, format: "regex" as const, value: "(" }],
    },
    "steps.0.value",
  ],
  [
    { type: "websocket" as const, url: "wss://a.example/", expect: { kind: "regex" as const, value: "\\1" } },
    "expect.value",
  ],
])("%j", (spec, field) => expect(of(spec)).toBe(field));
