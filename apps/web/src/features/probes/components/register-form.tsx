import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSave } from "../../../lib/api/use-save.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { registerProbe } from "../api/save-probe.ts";
import type { NewProbe } from "../model/probes.ts";

/** Registers a probe; its key comes with the answer. */
export function RegisterForm({ team, onAdded }: { team: string; onAdded: (added: NewProbe) => void }) {
  const form = useForm({
    initialValues: { name: "" },
    validate: { name: (name) => (name.trim() === "" ? "give it a name" : null) },
  });
  const register = useSave(team, async (name: string) => ({ ...(await registerProbe(team, name)), name }), {
    onDone: (added) => {
      form.reset();
      onAdded(added);
    },
    onField: form.setFieldError,
  });
  return (
    <Section title="Add a probe">
      <form className={stack.stack} noValidate onSubmit={form.onSubmit(({ name }) => register.mutate(name.trim()))}>
        <p>
          A small program on a machine of yours. It asks for work, so no port need be open; the private addresses it may
          reach stand in a file beside it, never here.
        </p>
        <div className={stack.fields}>
          <TextInput
            label="Name"
            description="where it stands"
            placeholder="office network"
            maxLength={100}
            {...form.getInputProps("name")}
          />
          <Button type="submit" className={stack.submit ?? ""} loading={register.isPending}>
            Register
          </Button>
        </div>
      </form>
    </Section>
  );
}
