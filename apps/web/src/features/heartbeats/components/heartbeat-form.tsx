import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { SECONDS_MIN, type HeartbeatInput } from "@nightbell/shared/heartbeat/settings";
import type { ReactNode } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { toSeconds } from "../../../lib/time/units.ts";
import { AmountInput } from "../../../ui/amount-input.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { faultsOf, fieldOf, type HeartbeatForm as Values, inputOf, proposedGrace, scheduleOf } from "../model/form.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { SchedulePreview } from "./schedule-preview.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  submit: string;
  save: (input: HeartbeatInput) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  cancel: ReactNode;
};

/** Adds or changes a heartbeat; the next five times are shown while typing. */
export function HeartbeatForm<Saved>({ team, initial, submit, save, onSaved, cancel }: Props<Saved>) {
  const form = useForm<Values>({ initialValues: initial, validate: faultsOf });
  const saving = useSave(team, save, {
    onDone: onSaved,
    onField: (field, message) => form.setFieldError(fieldOf(field, form.values.mode), message),
  });
  const schedule = scheduleOf(form.values);
  const complete = schedule.kind === "period" ? schedule.seconds >= SECONDS_MIN : schedule.expression !== "";
  return (
    <form className={stack.columns} noValidate onSubmit={form.onSubmit((values) => saving.mutate(inputOf(values)))}>
      <Section>
        <div className={stack.stack}>
          <TextInput
            label="Name"
            placeholder="nightly backup"
            maxLength={100}
            required
            {...form.getInputProps("name")}
          />
          <ScheduleFields form={form} />
          <AmountInput
            label="Grace: how long we wait before we page"
            {...form.getInputProps("grace")}
            value={form.values.grace}
            description="long enough for the slowest run you would call normal"
          />
          {schedule.kind === "period" && schedule.seconds >= SECONDS_MIN ? (
            <GraceHint values={form.values} onUse={(grace) => form.setFieldValue("grace", grace)} />
          ) : null}
          <div className={stack.group}>
            <Button type="submit" loading={saving.isPending}>
              {submit}
            </Button>
            {cancel}
          </div>
        </div>
      </Section>
      <Section>
        {complete ? (
          <SchedulePreview team={team} schedule={schedule} />
        ) : (
          <p className={stack.soft}>The next five times appear here.</p>
        )}
      </Section>
    </form>
  );
}

function GraceHint({ values, onUse }: { values: Values; onUse: (grace: Values["grace"]) => void }) {
  const proposed = proposedGrace(toSeconds(values.every));
  if (toSeconds(proposed) === toSeconds(values.grace)) return null;
  return (
    <p className={stack.soft}>
      We suggest {proposed.count} {proposed.unit} for this schedule.{" "}
      <Button variant="subtle" size="compact-sm" onClick={() => onUse(proposed)}>
        Use it
      </Button>
    </p>
  );
}
