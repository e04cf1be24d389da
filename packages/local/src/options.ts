import { parseArgs } from "node:util";
import { reason, StartFailure } from "./failure.ts";

export type Options = {
  /** Deletes all local state first. */
  fresh: boolean;
  /** Where the Workers answer; the services take the next port, the mail server the one after. */
  port: number;
  /** Where the stack keeps what it remembers; null: `.nightbell` in the repository. */
  state: string | null;
};

export const DEFAULT_PORT = 8787;

/** Reads the arguments after `npm start --`. @throws StartFailure for anything unknown */
export function parseOptions(args: string[]): Options {
  let values: { fresh?: boolean; port?: string; state?: string };
  try {
    ({ values } = parseArgs({
      args,
      options: { fresh: { type: "boolean" }, port: { type: "string" }, state: { type: "string" } },
    }));
  } catch (error) {
    throw new StartFailure(`${reason(error)} Use: npm start -- [--fresh] [--port 8787] [--state folder]`, {
      cause: error,
    });
  }
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1024 || port > 65_533) {
    throw new StartFailure(`--port takes a number from 1024 to 65533, not "${values.port}".`);
  }
  return { fresh: values.fresh ?? false, port, state: values.state ?? null };
}

/** @throws StartFailure when Node is too old @param version like `24.1.0` */
export function requireNode(version: string): void {
  if (Number(version.split(".")[0]) < 24) {
    throw new StartFailure(`Node 24 is needed, this is ${version}: start with \`npm start\`, which brings its own.`);
  }
}
