import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reason, StartFailure } from "./failure.ts";

/** Everything the local stack remembers: a folder that one process has open. */
export type StateFolder = {
  path(name: string): string;
  /** Reads a JSON file; undefined when it does not exist. @throws StartFailure when it is broken */
  readJson(name: string): unknown;
  /** Replaces a JSON file in one step, readable for its owner only. */
  writeJson(name: string, value: unknown): void;
  /** Gives the folder free for the next start. */
  release(): void;
};

/** Only what this program makes is deleted, so that a wrong folder loses nothing. */
const CONTENTS = ["postgres", "workers", "registry", "secrets.json", "carrier.json", "mail.json", "workers.log"];
const LOCK = "lock";

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** Two starts of one folder would corrupt its database. The lock holds the process's id; a dead one's is taken over. */
function lock(folder: string): void {
  const file = join(folder, LOCK);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
      const pid = Number(readFileSync(file, "utf8"));
      if (pid > 0 && pid !== process.pid && isRunning(pid)) {
        throw new StartFailure(`Nightbell already runs from this folder (process ${pid}): stop it with Ctrl-C first.`);
      }
      rmSync(file, { force: true });
    }
  }
  throw new StartFailure(`${file} cannot be taken: another start is under way.`);
}

/**
 * Opens the state folder for this process alone.
 * @param fresh deletes what an earlier start left
 * @throws StartFailure when it is in use or cannot be written
 */
export function openStateFolder(folder: string, fresh: boolean): StateFolder {
  try {
    mkdirSync(folder, { recursive: true });
    lock(folder);
    if (fresh) for (const name of CONTENTS) rmSync(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(
      `The state folder ${folder} cannot be used (${reason(error)}): make it writable, or delete it.`,
      { cause: error },
    );
  }
  const path = (name: string): string => join(folder, name);
  return {
    path,
    readJson(name) {
      try {
        return JSON.parse(readFileSync(path(name), "utf8")) as unknown;
      } catch (error) {
        if (hasCode(error, "ENOENT")) return undefined;
        throw new StartFailure(
          `${path(name)} is broken (${reason(error)}): start over with \`npm start -- --fresh\`.`,
          { cause: error },
        );
      }
    },
    writeJson(name, value) {
      writeFileSync(path(`${name}.new`), `${JSON.stringify(value)}\n`, { mode: 0o600 });
      renameSync(path(`${name}.new`), path(name));
    },
    release: () => rmSync(path(LOCK), { force: true }),
  };
}
