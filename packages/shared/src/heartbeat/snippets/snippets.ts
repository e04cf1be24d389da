import { go, node, php, powershell, python, ruby } from "./language-snippets.ts";
import { docker, githubActions, kubernetes } from "./platform-snippets.ts";
import { bash, crontab, crontabCurl, email, systemd } from "./shell-snippets.ts";
import type { Snippet, SnippetJob } from "./snippet.ts";

const SHELL = [crontab, crontabCurl, systemd, bash];
const LANGUAGES = [python, node, php, ruby, go, powershell];
const PLATFORMS = [githubActions, docker, kubernetes];

/**
 * Ready-made lines that report a job, with the real address and nothing to fill in but the job where it is not known.
 * None of them lets the job fail, or wait for more than a minute, because the monitor is down; none of the shapes that
 * spec "agent" §1 forbids. The order is that of the screen.
 */
export function snippetsOf(job: SnippetJob): Snippet[] {
  const snippets = [...SHELL, ...LANGUAGES, ...PLATFORMS].map((snippet) => snippet(job));
  return job.mailAddress === null ? snippets : [...snippets, email(job, job.mailAddress)];
}
