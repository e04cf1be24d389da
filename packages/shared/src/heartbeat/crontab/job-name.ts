import { simpleCommands } from "./shell-words.ts";
import { splitInput } from "./percent.ts";

/**
 * Words that only say how the job is run. `takes` lists the options that have a value of their own, `skips` counts the
 * words behind the options that are not the job, `code` is the option whose value is another command line.
 */
type Runner = { takes?: string; skips?: number; code?: string };

const SHELL: Runner = { takes: "-o +o --rcfile --init-file", code: "c" };
const MODULES: Runner = { takes: "-m -W -X -p --with --extra --python" };
/** Behind `docker exec`, a container; behind `docker run`, an image. */
const CONTAINERS = /^(?:docker|docker-compose|compose|podman|kubectl)$/;
const RUN: Runner = {
  takes: "-v --volume -e --env --env-file --name --network --entrypoint --mount -p -m -w -u --user",
};
const EXEC: Runner = { takes: "-u --user -e --env -w --workdir -n --namespace -c --container -f --file", skips: 1 };

const RUNNERS = new Map<string, Runner>([
  ...["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"].map((name) => [name, SHELL] as const),
  ...["python", "pypy", "uv", "poetry", "pipenv", "run"].map((name) => [name, MODULES] as const),
  ...[
    "nohup",
    "setsid",
    "exec",
    "command",
    "chronic",
    "time",
    "nocache",
    "stdbuf",
    "unbuffer",
    "run-one",
    "linux32",
  ].map((name) => [name, {}] as const),
  ["env", { takes: "-u --unset -C --chdir" }],
  ["nice", { takes: "-n --adjustment" }],
  ["ionice", { takes: "-c -n --class --classdata" }],
  ["chrt", { skips: 1 }],
  ["taskset", { skips: 1 }],
  ["cpulimit", { takes: "-l -e -p" }],
  ["timeout", { takes: "-k -s --kill-after --signal", skips: 1 }],
  ["flock", { takes: "-w -E --timeout --wait --conflict-exit-code", skips: 1, code: "c" }],
  ["setlock", { skips: 1 }],
  ["sudo", { takes: "-u -g -h -p -C -D -r -t -U --user --group" }],
  ["doas", { takes: "-u -C" }],
  ["su", { takes: "-s -g -G -w --shell", skips: 1, code: "c" }],
  ["runuser", { takes: "-u -s -g -G --user --shell", code: "c" }],
  ["chpst", { takes: "-u -U -b -e -d -n -l -L -m" }],
  ["setuidgid", { skips: 1 }],
  ["systemd-cat", { takes: "-t -p --identifier --priority" }],
  ["systemd-run", { takes: "-p -u -M --property --unit" }],
  ["xvfb-run", { takes: "-n -s -e -f -p --server-num --server-args" }],
  ["ssh", { takes: "-i -p -l -o -F -J -b -c -E -L -R -D", skips: 1 }],
  ["docker", { takes: "-H --context -c" }],
  ["docker-compose", { takes: "-f -p --file --project-directory" }],
  ["compose", { takes: "-f -p --file --project-directory" }],
  ["podman", {}],
  ["kubectl", { takes: "-n --namespace --context" }],
  ["php", { takes: "-d -c -f -z" }],
  ["perl", { takes: "-I -M" }],
  ["ruby", { takes: "-I -r" }],
  ["node", { takes: "-r --require --import --env-file" }],
  ["java", { takes: "-cp -classpath --class-path" }],
  ...["npm", "pnpm", "yarn"].map((name) => [name, { takes: "--prefix -C --cwd" }] as const),
  ...["rscript", "lua", "deno", "bun", "tsx", "npx", "bundle", "rake"].map((name) => [name, {}] as const),
  ...["artisan", "console", "manage.py", "rails", "runner", "wp", "run-parts"].map((name) => [name, {}] as const),
]);

/** Commands that prepare or announce, and are not what somebody wants to know about. */
const ASIDE =
  /^(?:cd|\.|source|set|export|umask|ulimit|sleep|test|\[|\[\[|true|:|echo|printf|mkdir|if|then|while|wait|date|trap|for|case|function)$/;
const KEYWORDS = /^(?:if|then|else|elif|do|while|until|!|\{)$/;
const EXTENSION =
  /\.(?:sh|bash|zsh|ksh|py|pyc|rb|pl|php|phar|js|mjs|cjs|ts|mts|lua|r|jar|exe|bin|cron|run|cmd|bat|cgi|aspx?)$/i;
const DEEPEST = 5;

/** The name of the job that a crontab's command runs, as a slug: the script's base name without its extension; "job" if none fits. */
export function jobName(command: string): string {
  const { run } = splitInput(command);
  return slugified(nameIn(run.replaceAll("\\%", "%"), DEEPEST) ?? "") || "job";
}

/** A text as a slug (lower-case letters, digits, `_`, `-`); empty when nothing of it can stay. */
const slugified = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 100)
    .replace(/-+$/, "");

function nameIn(commandLine: string, depth: number): string | null {
  const commands = simpleCommands(commandLine).map((words) => words.slice(words.findIndex((word) => !isLead(word))));
  const main = commands.find(([first = ""]) => !ASIDE.test(baseName(first)) && !isLead(first)) ?? commands[0];
  return main ? nameOf(main, depth) : null;
}

const isLead = (word: string): boolean => KEYWORDS.test(word) || /^\w+\+?=/.test(word);

function nameOf(words: string[], depth: number): string | null {
  const [first = "", ...rest] = words;
  const program = baseName(first);
  if (/^(?:curl|wget|lynx|fetch|GET)$/.test(program)) return urlName(rest) ?? program;
  const runner = depth > 0 ? RUNNERS.get(runnerName(program)) : undefined;
  if (runner === undefined) return program.replace(EXTENSION, "");
  return behind(program, runner, rest, depth - 1) ?? program.replace(EXTENSION, "");
}

/** `python3.11` is python, `php8.2` is php. */
const runnerName = (program: string): string => program.toLowerCase().replace(/(?<=[a-z])[\d.]+$/, "");

/** The name of what a runner runs; null when its arguments do not say. */
function behind(program: string, runner: Runner, args: string[], depth: number): string | null {
  const takes = new Set(runner.takes?.split(" "));
  let skips = runner.skips ?? 0;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    const next = args[at + 1] ?? "";
    if (runner.code && new RegExp(`^-[a-z]*${runner.code}$`).test(word)) return nameIn(next, depth);
    if (/^-[ce]$/.test(word) && runner === MODULES) return null;
    if (word === "-m" && runner === MODULES) return next.replaceAll(".", "-");
    if (word === "-jar" || (word === "-f" && program.startsWith("php"))) return baseName(next).replace(EXTENSION, "");
    if (/^-[eErc]$/.test(word) && /^(?:perl|ruby|php|node)/.test(program) && !takes.has(word)) return null;
    if (takes.has(word)) at += 1;
    else if (isOption(word) || isLead(word)) continue;
    else if (CONTAINERS.test(program) && word === "exec") return behind(word, EXEC, args.slice(at + 1), depth);
    else if (CONTAINERS.test(program) && word === "run") return behind(word, RUN, args.slice(at + 1), depth);
    else if (skips > 0) skips -= 1;
    else return nameOf(args.slice(at), depth);
  }
  return null;
}

const isOption = (word: string): boolean => /^[-+]/.test(word) || word === "--";

/** What a job that only fetches an address is called: by the page, or else by the host. */
function urlName(args: string[]): string | null {
  const [, host, path = ""] = args.map((word) => /^https?:\/\/([^/?#]+)([^?#]*)/.exec(word)).find(Boolean) ?? [];
  if (host === undefined) return null;
  return baseName(path.replace(/\/+$/, "")).replace(EXTENSION, "") || host;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
