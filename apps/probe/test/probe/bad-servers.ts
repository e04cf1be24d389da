import { startBadServers } from "@nightbell/testkit/bad-servers/start";
import type { TestProject } from "vitest/node";
import type {} from "./ports.ts";

/** Vitest's global set-up: starts every bad server and tells the tests their ports. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { ports, trustedRoot, close } = await startBadServers(process.env["NIGHTBELL_TEST_ROOT"]);
  project.provide("ports", ports);
  project.provide("trustedRoot", trustedRoot);
  return close;
}
