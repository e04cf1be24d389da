import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { routeOfProbeKey } from "@nightbell/shared/probe/key";
import { isLoopbackAddress } from "@nightbell/shared/check/address";
import { readAllowed, type Allowed } from "./allow.ts";
import { assertPrivate, readPrivate, readText } from "./files.ts";
import { UsageError } from "./usage.ts";

/** What the operator set: arguments, then environment, then the settings file. */

export type NodeSettings = {
  /** Nightbell's origin, like `https://nightbell.example`. */
  url: string;
  key: string;
  allow: Allowed;
  /** The folder of this probe's own key. */
  state: string;
  /** Empty: those that come with each poll. */
  controls: readonly string[];
  ping: string;
};

/** What is asked for on the command line. */
export type Command = { do: "help" } | { do: "version" } | { do: "run"; settings: NodeSettings };

const OPTIONS = {
  url: { type: "string" },
  key: { type: "string" },
  "key-file": { type: "string" },
  allow: { type: "string" },
  state: { type: "string" },
  control: { type: "string", multiple: true },
  ping: { type: "string" },
  settings: { type: "string" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;
type Name = "URL" | "KEY" | "KEY_FILE" | "ALLOW" | "STATE" | "CONTROLS" | "PING";

/** Reads the settings, and the files that they name. @throws UsageError */
export function readCommand(args: readonly string[], environment: Environment): Command {
  const flags = parsedArgs(args);
  if (flags.help === true) return { do: "help" };
  if (flags.version === true) return { do: "version" };
  const file = flags.settings === undefined ? {} : readSettings(flags.settings);
  const set = (flag: string | undefined, name: Name): string | undefined =>
    [flag, environment[`NIGHTBELL_PROBE_${name}`], file[`NIGHTBELL_PROBE_${name}`]].find(
      (value) => value !== undefined && value !== "",
    );
  const keyFile = set(flags["key-file"], "KEY_FILE");
  const allow = set(flags.allow, "ALLOW");
  const settings: NodeSettings = {
    url: originOf(set(flags.url, "URL")),
    key: keyOf(
      set(flags.key, "KEY") ?? (keyFile === undefined ? undefined : readPrivate(keyFile, "--key-file").trim()),
    ),
    allow: readAllowed(allow === undefined ? "" : readText(allow, "--allow")),
    state: set(flags.state, "STATE") ?? stateFolder(environment),
    controls: controlsOf(flags.control ?? (set(undefined, "CONTROLS") ?? "").split(",")),
    ping: set(flags.ping, "PING") ?? "ping",
  };
  return { do: "run", settings };
}

/** Lines of NAME=value; like a key's own file it must be private, once there is one in it. */
function readSettings(path: string): Environment {
  const lines = parseEnv(readText(path, "--settings"));
  if (lines["NIGHTBELL_PROBE_KEY"] !== undefined) assertPrivate(path);
  return lines;
}

function parsedArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${message.split("\n")[0]} See nightbell-probe --help.`);
  }
}

/** The key goes over it, so it is https, but for this machine itself. */
function originOf(text: string | undefined): string {
  if (text === undefined) throw new UsageError("Say where Nightbell is: --url https://nightbell.example");
  const { protocol = "", hostname = "", origin = "" } = URL.canParse(text) ? new URL(text) : {};
  const isHere = hostname === "localhost" || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, "$1"));
  if (protocol !== "https:" && !(protocol === "http:" && isHere))
    throw new UsageError(`--url must be an https address, like https://nightbell.example, and not ${text}`);
  return origin;
}

function keyOf(text: string | undefined): string {
  if (text === undefined)
    throw new UsageError("Give this probe's key: --key-file FILE, or NIGHTBELL_PROBE_KEY in the environment.");
  if (routeOfProbeKey(text) === null)
    throw new UsageError(
      "This is no probe's key: it is nbp_ and 42 letters and digits. Copy it anew, or make a new one.",
    );
  return text;
}

function controlsOf(list: readonly string[]): string[] {
  const controls = list.map((url) => url.trim()).filter((url) => url !== "");
  const wrong = controls.find((url) => !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol));
  if (wrong !== undefined) throw new UsageError(`--control takes http and https addresses, and ${wrong} is none.`);
  return controls;
}

/** systemd's folder for this service, else the user's (XDG Base Directory Specification). */
function stateFolder(environment: Environment): string {
  const { STATE_DIRECTORY: service, XDG_STATE_HOME: user } = environment;
  if (service !== undefined && service !== "") return service;
  return join(user !== undefined && user !== "" ? user : join(homedir(), ".local", "state"), "nightbell-probe");
}
