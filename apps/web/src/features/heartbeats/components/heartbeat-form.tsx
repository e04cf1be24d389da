import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { HeartbeatInput } from "@nightbell/shared/heartbeat/settings";
import type { ReactNode } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AlertingFields } from "../../../ui/alerting/alerting-fields.tsx";
import type { Hears } from "../../../ui/alerting/alerting-form.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { faultsOf, fieldOf } from "../model/faults.ts";
import { type Choice, type HeartbeatForm as Values, inputOf } from "../model/form.ts";
import { warningsOf } from "../model/warnings.ts";
import { AdvancedFields } from "./form/advanced-fields.tsx";
import { ChannelFields } from "./form/channel-fields.tsx";
import { ForecastFields } from "./form/forecast-fields.tsx";
import { ThresholdFields } from "./form/threshold-fields.tsx";
import { WhatFields } from "./form/what-fields.tsx";
import { WhenFields } from "./form/when-fields.tsx";
import { FormPreview } from "./form/form-preview.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  /** The team's channels; null while they are not known, and for those who may not see them. */
  channels: Choice;
  hears: Hears;
  submit: string;
  save: (input: HeartbeatInput) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  cancel: ReactNode;
};

/** Adds or changes a heartbeat; what the schedule comes to is shown while typing. */
export function HeartbeatForm<Saved>({ team, initial, channels, hears, submit, save, onSaved, cancel }: Props<Saved>) {
  const form = useForm<Values>({ initialValues: initial, validate: faultsOf });
  const saving = useSave(team, save, {
    onDone: onSaved,
    onField: (field, message) => form.setFieldError(fieldOf(field, form.values.mode) ?? "name", message),
  });
  const warnings = warningsOf(form.values);
  return (
    <form
      className={stack.columns}
      noValidate
      onSubmit={form.onSubmit((values) => saving.mutate(inputOf(values, channels)))}
    >
      <div className={stack.cards}>
        <Section>
          <WhatFields form={form} />
        </Section>
        <Section title="When it should run">
          <WhenFields form={form} />
        </Section>
        <div className={stack.after}>
          <Section title="Who hears about it">
            <AlertingFields
              kind="heartbeat"
              value={form.values.alerting}
              onValue={(alerting) => form.setFieldValue("alerting", alerting)}
              parents={form.values.parents}
              onParents={(parents) => form.setFieldValue("parents", parents)}
              errors={form.errors}
              clearError={form.clearFieldError}
              hears={hears}
            />
          </Section>
          <Section title="Limits on what it reports">
            <div className={stack.stack}>
              <ThresholdFields form={form} />
              <ForecastFields form={form} />
            </div>
          </Section>
          {channels === null ? null : (
            <Section title="Also tell">
              <ChannelFields team={team} form={form} channels={channels} />
            </Section>
          )}
          <Section>
            <AdvancedFields form={form} />
          </Section>
          {warnings.map((warning) => (
            <Section key={warning} tone="late">
              {warning}
            </Section>
          ))}
          <div className={stack.group}>
            <Button type="submit" loading={saving.isPending}>
              {submit}
            </Button>
            {cancel}
          </div>
        </div>
      </div>
      <FormPreview team={team} values={form.values} />
    </form>
  );
}
