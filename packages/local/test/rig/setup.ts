import type { TestProject } from "vitest/node";
import { startRig, type RigAddresses } from "./rig.ts";

declare module "vitest" {
  interface ProvidedContext {
    rig: RigAddresses;
  }
}

/** One rig for all flow tests; each test makes a team of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...addresses } = await startRig();
  project.provide("rig", addresses);
  return stop;
}
