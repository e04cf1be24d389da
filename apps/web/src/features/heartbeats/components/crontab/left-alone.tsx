import type { CrontabLine } from "@nightbell/shared/heartbeat/crontab/crontab-line";
import { Section } from "../../../../ui/section.tsx";
import classes from "./crontab.module.css";

/** Lines that cron runs and that stay as they are, each with the reason. */
export function LeftAlone({ lines }: { lines: readonly CrontabLine[] }) {
  const left = lines.flatMap((line, index) => (line.kind === "left-alone" ? [{ ...line, index }] : []));
  if (left.length === 0) return null;
  return (
    <Section title="Left as they are" flush>
      <ul className={classes.jobs}>
        {left.map(({ index, text, why }) => (
          <li key={index} className={classes.job}>
            <code className={classes.line}>{text}</code>
            <p className={classes.why}>{why}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
