import { CURL, reporting } from "../crontab/wrap-command.ts";
import { commandOf, type Snippet, type SnippetJob } from "./snippet.ts";
import { portableCronTimes } from "./times.ts";

/** A workflow that runs the job on schedule and reports it, cancelled ones as failed. */
export function githubActions(job: SnippetJob): Snippet {
  const { expression, zone } = portableCronTimes(job.schedule);
  const remark = zone === null || zone === "UTC" ? "" : ` # read as UTC, not ${zone}`;
  const code = `on:
  schedule:
    - cron: ${JSON.stringify(expression)}${remark}
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - run: ${CURL} ${job.pingUrl}/start || true
      - run: |
          ${commandOf(job)}
      - if: always()
        run: ${CURL} ${job.pingUrl}/\${{ job.status == 'success' && '0' || '1' }} || true`;
  return { name: "GitHub Actions", language: "yaml", code };
}

/** The last lines of a Dockerfile. */
export function docker(job: SnippetJob): Snippet {
  const command = JSON.stringify(["/bin/sh", "-c", reporting(commandOf(job), job.pingUrl)]);
  return { name: "Docker", language: "dockerfile", code: `# The image needs curl.\nCMD ${command}` };
}

/** A CronJob whose container reports the job's exit code. */
export function kubernetes(job: SnippetJob): Snippet {
  const { expression, zone } = portableCronTimes(job.schedule);
  // Kubernetes replaces $(NAME) itself; $$ is its way to write $.
  const command = reporting(commandOf(job), job.pingUrl).replaceAll("$(", "$$$$(");
  const code = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: job
spec:
  schedule: ${JSON.stringify(expression)}${zone === null ? "" : `\n  timeZone: ${JSON.stringify(zone)}`}
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: job
              image: curlimages/curl # the image of your job; it needs curl
              command: ${JSON.stringify(["/bin/sh", "-c", command])}`;
  return { name: "Kubernetes", language: "yaml", code };
}
