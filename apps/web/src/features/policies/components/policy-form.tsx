import { AFTER_ALL } from "@nightbell/shared/paging/policy-words";
import { Button, NumberInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { PolicyInput } from "@nightbell/shared/paging/policy";
import type { ReactNode } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { faultsOf, fieldOf, inputOf, type PolicyForm as Values } from "../model/form.ts";
import type { TargetChoice } from "../model/targets.ts";
import { previewOf } from "../model/words.ts";
import { CalledNow } from "./called-now.tsx";
import { StepFields } from "./step-fields.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  /** Null: it is not saved yet. */
  id: string | null;
  choices: readonly TargetChoice[];
  submit: string;
  save: (input: PolicyInput) => Promise<Saved>;
  onSaved: () => void;
  cancel: ReactNode;
};

/** Adds or changes a policy: its steps, how often they come, and beside them what that comes to in words. */
export function PolicyForm<Saved>({ team, initial, id, choices, submit, save, onSaved, cancel }: Props<Saved>) {
  const form = useForm<Values>({ initialValues: initial, validate: faultsOf });
  const saving = useSave(team, save, {
    onDone: onSaved,
    onField: (field, message) => form.setFieldError(fieldOf(field), message),
  });
  return (
    <form className={stack.columns} noValidate onSubmit={form.onSubmit((values) => saving.mutate(inputOf(values)))}>
      <div className={stack.cards}>
        <Section>
          <TextInput
            label="Name"
            placeholder="Weekdays first"
            maxLength={100}
            required
            {...form.getInputProps("name")}
          />
        </Section>
        <Section title="Steps">
          <StepFields form={form} choices={choices} />
        </Section>
        <div className={stack.after}>
          <Section title="If nobody answers">
            <div className={stack.stack}>
              <NumberInput
                label="Go through the steps again"
                description="so many times, from 0 to 9"
                min={0}
                max={9}
                maw={320}
                clampBehavior="none"
                allowDecimal={false}
                {...form.getInputProps("repeats")}
              />
              <p>{AFTER_ALL}</p>
            </div>
          </Section>
          <div className={stack.group}>
            <Button type="submit" loading={saving.isPending}>
              {submit}
            </Button>
            {cancel}
          </div>
        </div>
      </div>
      <div className={`${stack.beside} ${stack.stack}`}>
        <Preview values={form.values} choices={choices} />
        {id === null ? null : (
          <Section title="Who would be called now, as it is saved">
            <CalledNow team={team} of={{ policy: id }} />
          </Section>
        )}
      </div>
    </form>
  );
}

function Preview({ values, choices }: { values: Values; choices: readonly TargetChoice[] }) {
  return (
    <Section title="In words">
      <ol className={stack.steps} aria-label="In words">
        {previewOf(values, choices).map((sentence, i) => (
          <li key={`${i} ${sentence}`}>{sentence}</li>
        ))}
      </ol>
    </Section>
  );
}
