import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { slugify } from "@nightbell/shared/compat/slugify";
import type { GuardInput } from "@nightbell/shared/guard/settings";
import type { ReactNode } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AmountInput } from "../../../ui/amount-input.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { faultsOf, fieldOf, type GuardForm as Values, inputOf } from "../model/form.ts";
import type { Watched } from "./guards-page.tsx";
import { RequireFields } from "./require-fields.tsx";
import { RuleFields } from "./rule-fields.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  watched: Watched;
  submit: string;
  save: (input: GuardInput) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  cancel: ReactNode;
};

/** Adds or changes a guard: which job, what must be well, what the numbers must say. */
export function GuardForm<Saved>({ team, initial, watched, submit, save, onSaved, cancel }: Props<Saved>) {
  const form = useForm<Values>({ initialValues: initial, validate: faultsOf });
  const saving = useSave(team, save, {
    onDone: onSaved,
    onField: (field, message) => form.setFieldError(fieldOf(field), message),
  });
  return (
    <form className={stack.stack} noValidate onSubmit={form.onSubmit((values) => saving.mutate(inputOf(values)))}>
      <Section title="The job">
        <div className={stack.fields}>
          <TextInput
            label="Name"
            placeholder="Prune backups"
            maxLength={100}
            required
            {...form.getInputProps("name")}
          />
          <TextInput
            label="Slug"
            description="the same as its heartbeat’s, if the job has one"
            placeholder={slugify(form.values.name) || "prune-backups"}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            classNames={{ input: stack.mono ?? "" }}
            {...form.getInputProps("slug")}
          />
        </div>
      </Section>
      <Section title="It may run only while these are well">
        <RequireFields form={form} watched={watched} />
      </Section>
      <Section title="And while the numbers say so">
        <RuleFields form={form} heartbeats={watched.heartbeats} />
      </Section>
      <Section title="How long">
        <div className={stack.fields}>
          <AmountInput
            label="Quiet after an incident"
            description="the job stays held for this long"
            min={0}
            value={form.values.quiet}
            onChange={(amount) => form.setFieldValue("quiet", amount)}
            error={form.errors["quiet"]}
          />
          <AmountInput
            label="A run has it for at most"
            description="then another may, and you hear of it"
            value={form.values.ttl}
            onChange={(amount) => form.setFieldValue("ttl", amount)}
            error={form.errors["ttl"]}
          />
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
