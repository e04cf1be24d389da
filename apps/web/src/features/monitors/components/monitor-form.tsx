import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { METHODS, type MonitorInput } from "@nightbell/shared/check/settings";
import type { ReactNode } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { everyWord } from "../../../lib/time/units.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { faultsOf, fieldOf, inputOf, type MonitorForm as Values, nameOf, withScheme } from "../model/form.ts";
import { AdvancedFields, ContentFields } from "./monitor-fields.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  submit: string;
  save: (input: MonitorInput) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  cancel: ReactNode;
};

const INTERVALS = [20, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 86_400];

/** Intervals on offer, with the present one in its place if it is another. */
const intervalChoices = (current: string): { value: string; label: string }[] =>
  [...new Set([...INTERVALS, Number(current)])]
    .toSorted((a, b) => a - b)
    .map((seconds) => ({ value: String(seconds), label: everyWord(seconds) }));

/** Adds or changes a monitor: what, how we decide that it is down, and the rest closed away. */
export function MonitorForm<Saved>({ team, initial, submit, save, onSaved, cancel }: Props<Saved>) {
  const form = useForm<Values>({ initialValues: initial, validate: faultsOf });
  const saving = useSave(team, save, {
    onDone: onSaved,
    onField: (field, message) => form.setFieldError(fieldOf(field), message),
  });
  return (
    <form className={stack.stack} noValidate onSubmit={form.onSubmit((values) => saving.mutate(inputOf(values)))}>
      <Section title="What">
        <div className={stack.stack}>
          <Group align="flex-start" gap="xs" wrap="nowrap">
            <NativeSelect label="Method" data={[...METHODS]} w={110} {...form.getInputProps("method")} />
            <TextInput
              label="Address"
              type="url"
              placeholder="https://example.com/health"
              required
              flex={1}
              inputMode="url"
              {...form.getInputProps("url")}
            />
          </Group>
          <div className={stack.fields}>
            <TextInput
              label="Name"
              maxLength={100}
              placeholder={nameOf(withScheme(form.values.url)) || "the host’s name"}
              {...form.getInputProps("name")}
            />
            <NativeSelect
              label="Check"
              data={intervalChoices(form.values.intervalSeconds)}
              {...form.getInputProps("intervalSeconds")}
            />
          </div>
        </div>
      </Section>
      <Section title="How we decide that it is down">
        <ContentFields form={form} />
      </Section>
      <AdvancedFields form={form} />
      <div className={stack.group}>
        <Button type="submit" loading={saving.isPending}>
          {submit}
        </Button>
        {cancel}
      </div>
    </form>
  );
}
