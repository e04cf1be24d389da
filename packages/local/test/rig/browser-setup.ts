import { startRig } from "./rig.ts";

/** One rig for all browser tests; workers find it by the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const { stop, ...addresses } = await startRig();
  process.env["NIGHTBELL_RIG"] = JSON.stringify(addresses);
  return stop;
}
