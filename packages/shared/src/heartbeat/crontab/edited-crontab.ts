import { AppError } from "../../errors.ts";
import { SLUG } from "../settings.ts";
import { type CrontabJob, type CrontabLine, type PingTarget, withoutReturn } from "./crontab-line.ts";
import { wrapCommand } from "./wrap-command.ts";

/**
 * The new crontab: each chosen job reports its exit code to its slug, every other line is the same byte for byte.
 * Reading the result and editing it again changes nothing, since those jobs then report already. Spec "agent" §8.
 * @param lines as `readCrontab` gave them
 * @param slugs the slug of each chosen job, by its position in `lines`
 * @throws {AppError} `invalid` for a slug that cannot be one, or a line that is no job
 */
export function editedCrontab(
  lines: readonly CrontabLine[],
  slugs: ReadonlyMap<number, string>,
  target: PingTarget,
): string {
  for (const at of slugs.keys())
    if (lines[at]?.kind !== "job") throw new AppError("invalid", `Line ${at + 1} is not a job that can be watched.`);
  const edited = lines.map((line, at) => {
    const slug = slugs.get(at);
    return slug === undefined || line.kind !== "job" ? line.text : editedLine(line, slug, target);
  });
  return edited.join("\n");
}

function editedLine(job: CrontabJob, slug: string, target: PingTarget): string {
  if (!SLUG.test(slug))
    throw new AppError("invalid", `"${slug}" cannot be a slug: use lower-case letters, digits, - and _, at most 100.`);
  const wrapped = wrapCommand(job.command, job.shell, slug, target);
  const line = withoutReturn(job.text);
  return line.slice(0, line.length - job.command.length) + wrapped + job.text.slice(line.length);
}
