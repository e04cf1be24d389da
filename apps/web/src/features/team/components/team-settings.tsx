import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { ME } from "../../../lib/api/keys.ts";
import { useSave } from "../../../lib/api/use-save.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { ZoneSelect } from "../../../ui/zone-select.tsx";
import { saveTeam } from "../api/save-team.ts";

type Values = { name: string; zone: string };

/** The team's name and home zone; read-only for those who may not change them. */
export function TeamSettingsForm({ team, settings, manages }: { team: string; settings: Values; manages: boolean }) {
  const client = useQueryClient();
  const form = useForm<Values>({
    initialValues: settings,
    validate: { name: (name) => (name.trim() === "" ? "give it a name" : null) },
  });
  const save = useSave(team, (values: Values) => saveTeam(team, values), {
    done: () => "Saved.",
    onDone: () => void client.invalidateQueries({ queryKey: ME }),
    onField: (field, message) => form.setFieldError(field, message),
  });
  return (
    <Section title="Team">
      <form className={stack.stack} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <fieldset disabled={!manages} className={stack.stack} style={{ border: 0, margin: 0, padding: 0 }}>
          <TextInput label="Name" maxLength={100} required {...form.getInputProps("name")} />
          <ZoneSelect
            label="Home zone"
            description="where the team is at home"
            {...form.getInputProps("zone")}
            value={form.values.zone}
          />
          {manages ? (
            <div>
              <Button type="submit" loading={save.isPending}>
                Save
              </Button>
            </div>
          ) : (
            <p className={stack.soft}>Owners and admins change these.</p>
          )}
        </fieldset>
      </form>
    </Section>
  );
}
