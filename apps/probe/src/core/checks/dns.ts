import { asciiName } from "@nightbell/shared/check/domain";
import type { DnsSpec } from "@nightbell/shared/check/spec/network";
import * as z from "zod";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { PLAIN_REACH } from "../io.ts";
import { canonical, reverseName, TYPE_NUMBER } from "../wire/dns-record.ts";
import { fetchJson } from "../wire/json.ts";
import { oneLine, passed, unseen } from "../wire/session.ts";
import type { Checker } from "./finding.ts";

/**
 * A name's records at all resolvers (DNS over HTTPS, JSON). What all of them deny is a hard failure, what they differ
 * about a soft one: changes take time to arrive everywhere. Spec "checks" §1.
 */

const NOERROR = 0;
const NXDOMAIN = 3;
const MOST_VALUES = 100;
const SHOWN = 80;

const answer = z.object({
  Status: z.int(),
  Answer: z
    .array(z.object({ type: z.int(), data: z.string().max(16_384) }))
    .max(1_000)
    .default([]),
});

/** What one resolver says: the values, in canonical spelling. */
type Said = { status: number; values: string[] };

export const checkDns: Checker<"dns"> = async (spec, context, egress) => {
  if (egress.resolvers.length === 0) return unseen("this probe has no resolvers to ask", context);
  const asked: (Said | null)[] = [];
  // One after the other: a Worker's invocation has six connections, and other checks want theirs.
  for (const resolver of egress.resolvers) {
    const share = AbortSignal.timeout(Math.floor(context.timeoutMs / egress.resolvers.length));
    asked.push(await ask(resolver, spec, AbortSignal.any([context.signal, share]), egress));
  }
  const said = asked.filter((one) => one !== null);
  if (said.length === 0) throw new CheckFailure("timeout_dns", "no resolver answered");
  const faults = said.map((one) => faultOf(one, spec));
  const broken = faults.filter((fault) => fault !== null);
  const [first] = broken;
  if (first === undefined) return passed(context, said[0]?.values.join(", "));
  if (broken.length < asked.length) throw disagreement(first, broken.length, said.length);
  throw broken.find(({ reason }) => reason === "dns_servfail") ?? first;
};

/** What a resolver says; null if it cannot be asked, which says nothing of the name. */
async function ask(
  resolver: string,
  { name, record }: DnsSpec,
  signal: AbortSignal,
  egress: Egress,
): Promise<Said | null> {
  const question = record === "PTR" ? reverseName(name) : asciiName(name);
  const url = `${resolver}?name=${encodeURIComponent(question)}&type=${TYPE_NUMBER[record]}`;
  try {
    const outside = { ...egress, reach: PLAIN_REACH };
    const parsed = answer.safeParse(await fetchJson(url, "application/dns-json", signal, outside));
    if (!parsed.success) throw new CheckFailure("decode_error", "the resolver's answer cannot be read");
    const { Status, Answer } = parsed.data;
    const records = Answer.filter(({ type }) => type === TYPE_NUMBER[record]).slice(0, MOST_VALUES);
    return { status: Status, values: records.map(({ data }) => canonical(record, data)).sort() };
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    console.warn(JSON.stringify({ event: "resolver failed", resolver, error: error.message }));
    return null;
  }
}

/** Why what a resolver says is not as expected; null if it is. */
function faultOf({ status, values }: Said, spec: DnsSpec): CheckFailure | null {
  const { name, record, expect } = spec;
  if (status !== NOERROR && status !== NXDOMAIN)
    return new CheckFailure("dns_servfail", `the name servers of ${name} do not answer properly`);
  const wanted = spec.values.map((value) => canonical(record, value));
  if (expect === "absent") return presentFault(values, wanted, spec);
  if (values.length > 0 && holds(expect, values, wanted)) return null;
  if (status === NXDOMAIN) return new CheckFailure("dns_nxdomain", `the name ${name} does not exist`);
  if (values.length === 0) return new CheckFailure("dns_mismatch", `${name} has no ${record} record`);
  return new CheckFailure(
    "dns_mismatch",
    `expected ${record} of ${name} to be ${listed(wanted).slice(0, SHOWN)}, got ${listed(values)}`,
  );
}

function holds(expect: "exists" | "equals" | "contains", values: string[], wanted: string[]): boolean {
  const hasAll = wanted.every((value) => values.includes(value));
  return expect === "exists" || (hasAll && (expect === "contains" || values.every((value) => wanted.includes(value))));
}

/** Without values nothing may be there; with values, none of them. */
function presentFault(values: string[], wanted: string[], { name, record }: DnsSpec): CheckFailure | null {
  const there = wanted.length === 0 ? values : values.filter((value) => wanted.includes(value));
  if (there.length === 0) return null;
  return new CheckFailure("dns_mismatch", `${record} of ${name} holds ${listed(there)}, which should not be there`);
}

function disagreement(fault: CheckFailure, broken: number, answers: number): CheckFailure {
  const who = broken === answers ? "the only resolver that answers" : `${broken} of ${answers} resolvers`;
  return new CheckFailure("dns_disagree", `${who} says: ${fault.message}`);
}

const listed = (values: string[]): string => oneLine(values.join(", "));
