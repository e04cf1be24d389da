import { Button, Checkbox, TextInput } from "@mantine/core";
import { counted } from "../../../../lib/number.ts";
import { amountWords } from "../../../../lib/time/units.ts";
import { dateTime, zoneName } from "../../../../lib/time/format.ts";
import { useZone } from "../../../../lib/time/use-now.ts";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { chosenOf, type Edit, type Faults, type JobChoice, MOST_AT_ONCE } from "../../model/crontab.ts";
import classes from "./crontab.module.css";

type Props = {
  choices: readonly JobChoice[];
  faults: Faults;
  /** The team has no ping key yet, so one is made first. */
  makesKey: boolean;
  saving: boolean;
  onEdit: (line: number, edit: Edit) => void;
  onCreate: () => void;
};

/** The jobs that were found, each to tick and to rename, and the button that makes heartbeats of them. */
export function CrontabJobs({ choices, faults, makesKey, saving, onEdit, onCreate }: Props) {
  const count = chosenOf(choices).length;
  const wrong = Object.keys(faults).length > 0 || count > MOST_AT_ONCE;
  if (choices.length === 0)
    return <Section tone="late">There is no job in this text that we can watch. Lines below say why.</Section>;
  return (
    <Section title={`${counted(choices.length, "job")} found`} flush>
      <ul className={classes.jobs}>
        {choices.map((choice) => (
          <Job key={choice.line} choice={choice} fault={faults[choice.line]} onEdit={onEdit} />
        ))}
      </ul>
      <div className={classes.foot}>
        <Button disabled={count === 0 || wrong} loading={saving} onClick={onCreate}>
          Create {counted(count, "heartbeat")}
        </Button>
        {count > MOST_AT_ONCE ? <span role="alert">Tick at most {MOST_AT_ONCE} at once.</span> : null}
        {makesKey ? <span className={stack.soft}>A ping key for your team is made first.</span> : null}
      </div>
    </Section>
  );
}

type JobProps = { choice: JobChoice; fault: string | undefined; onEdit: Props["onEdit"] };

function Job({ choice, fault, onEdit }: JobProps) {
  const { line, job, chosen, name, slug, next } = choice;
  const zone = useZone();
  return (
    <li className={classes.job}>
      <Checkbox
        label={<code className={classes.line}>{`${job.schedule.expression} ${job.command}`}</code>}
        aria-label={`Watch ${name}`}
        checked={chosen}
        onChange={(event) => onEdit(line, { chosen: event.currentTarget.checked })}
      />
      {chosen ? (
        <div className={classes.edit}>
          <TextInput
            size="xs"
            label="Name"
            maxLength={100}
            value={name}
            onChange={(event) => onEdit(line, { name: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            label="Slug"
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            classNames={{ input: stack.mono ?? "" }}
            value={slug}
            error={fault}
            onChange={(event) => onEdit(line, { slug: event.currentTarget.value })}
          />
        </div>
      ) : null}
      <p className={classes.next}>
        {next.length === 0 ? "runs no more" : `next ${next.map((at) => dateTime(at, zone)).join(" · ")}`} (
        {zoneName(zone)}) · we wait {amountWords(job.graceSeconds)} more
        {job.failureTolerance === 0 ? "" : `, and page after ${job.failureTolerance + 1} failures in a row`}
      </p>
    </li>
  );
}
