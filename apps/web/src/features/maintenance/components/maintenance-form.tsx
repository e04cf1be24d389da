import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { MaintenanceInput } from "@nightbell/shared/maintenance/settings";
import type { ReactNode } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { useZone } from "../../../lib/time/use-now.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { faultsOf, fieldOf, inputOf, type MaintenanceForm as Values } from "../model/form.ts";
import { HeldPicker } from "./held-picker.tsx";
import type { Held } from "./maintenance-page.tsx";
import { AgainFields, OnceFields } from "./time-fields.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  things: Held;
  submit: string;
  save: (input: MaintenanceInput) => Promise<Saved>;
  onSaved: () => void;
  cancel: ReactNode;
};

const KINDS = [
  { value: "once", label: "Once" },
  { value: "weekly", label: "Every week" },
  { value: "monthly", label: "Every month" },
] as const;

/** Plans or changes a window: what it is called, when it is, and what it holds. */
export function MaintenanceForm<Saved>({ team, initial, things, submit, save, onSaved, cancel }: Props<Saved>) {
  const zone = useZone();
  const form = useForm<Values>({ initialValues: initial, validate: (values) => faultsOf(values, zone) });
  const saving = useSave(team, save, {
    onDone: onSaved,
    onField: (field, message) => form.setFieldError(fieldOf(field), message),
  });
  return (
    <form className={stack.stack} noValidate onSubmit={form.onSubmit((values) => saving.mutate(inputOf(values, zone)))}>
      <Section title="What happens">
        <TextInput
          label="Name"
          placeholder="database upgrade"
          maxLength={100}
          required
          {...form.getInputProps("name")}
        />
      </Section>
      <Section title="When">
        <div className={stack.stack}>
          <div>
            <SegmentedControl
              aria-label="How often"
              value={form.values.kind}
              data={[...KINDS]}
              onChange={(kind) => form.setFieldValue("kind", kind)}
            />
          </div>
          {form.values.kind === "once" ? <OnceFields form={form} zone={zone} /> : <AgainFields form={form} />}
        </div>
      </Section>
      <Section title="What it holds">
        <div className={stack.stack}>
          <HeldPicker form={form} kind="monitors" things={things.monitors} />
          <HeldPicker form={form} kind="heartbeats" things={things.heartbeats} />
        </div>
      </Section>
      <div className={stack.group}>
        <Button type="submit" loading={saving.isPending}>
          {submit}
        </Button>
        {cancel}
      </div>
    </form>
  );
}
