import { takeStep } from "../http/step.ts";
import type { Checker } from "./finding.ts";

/** One HTTP request and all that is claimed about its answer. Spec "checks" §1. */
export const checkHttp: Checker<"http"> = async ({ type: _http, ...spec }, context, egress) => {
  const { finding } = await takeStep({ spec, cookies: null, keepText: false, values: {} }, context, egress);
  return finding;
};
