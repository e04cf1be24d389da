import { Button, Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { MySettings } from "@nightbell/shared/views/views";
import { useQueryClient } from "@tanstack/react-query";
import { ME } from "../../../lib/api/keys.ts";
import { useSave } from "../../../lib/api/use-save.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { ZoneSelect } from "../../../ui/zone-select.tsx";
import { saveMine } from "../api/save-team.ts";

type Values = { zone: string; quiet: boolean; from: string; to: string; badSignal: boolean };

const valuesOf = ({ zone, quiet, badSignal }: MySettings): Values => ({
  zone,
  badSignal,
  quiet: quiet !== null,
  from: quiet?.from ?? "22:30",
  to: quiet?.to ?? "07:00",
});
const settingsOf = ({ zone, badSignal, quiet, from, to }: Values): MySettings => ({
  zone,
  badSignal,
  quiet: quiet ? { from, to } : null,
});

/** The person's own: zone, quiet hours, bad signal. Quiet hours change the order in a whole-team page, never whether. */
export function MySettingsForm({ team, settings }: { team: string; settings: MySettings }) {
  const client = useQueryClient();
  const form = useForm<Values>({ initialValues: valuesOf(settings) });
  const save = useSave(team, (values: Values) => saveMine(team, settingsOf(values)), {
    done: () => "Saved.",
    onDone: () => void client.invalidateQueries({ queryKey: ME }),
    onField: (field, message) => form.setFieldError(field.startsWith("quiet") ? "from" : field, message),
  });
  return (
    <Section title="You">
      <form className={stack.stack} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <ZoneSelect
          label="Where you are now"
          description="times on this site and in your messages are in this zone"
          {...form.getInputProps("zone")}
          value={form.values.zone}
        />
        <Checkbox
          label="I have quiet hours"
          description="They never mute a page: when the whole team is called, awake people are called 2 minutes earlier."
          {...form.getInputProps("quiet", { type: "checkbox" })}
        />
        {form.values.quiet ? (
          <div className={stack.fields}>
            <TextInput type="time" label="From" {...form.getInputProps("from")} />
            <TextInput type="time" label="To" {...form.getInputProps("to")} />
          </div>
        ) : null}
        <Checkbox
          label="Bad signal here"
          description="Calls come first, and the text only after them."
          {...form.getInputProps("badSignal", { type: "checkbox" })}
        />
        <div>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}
