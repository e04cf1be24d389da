import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSave } from "../../../lib/api/use-save.ts";
import stack from "../../../ui/stack.module.css";
import { createApiKey } from "../api/save-settings.ts";

/** A key that was made just now, with the secret that is told this once. */
export type MadeKey = { name: string; secret: string };

type Values = { name: string; access: "read" | "write" };

/** A new key of the management API. */
export function ApiKeyForm({ team, onMade }: { team: string; onMade: (made: MadeKey) => void }) {
  const form = useForm<Values>({
    initialValues: { name: "", access: "write" },
    validate: { name: (name) => (name.trim() === "" ? "give it a name" : null) },
  });
  const save = useSave(team, (values: Values) => createApiKey(team, { ...values, name: values.name.trim() }), {
    onDone: ({ name, secret }) => {
      form.reset();
      onMade({ name, secret });
    },
    onField: (field, message) => form.setFieldError(field, message),
  });
  return (
    <form className={stack.fields} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <TextInput label="Who uses it" placeholder="terraform" maxLength={100} {...form.getInputProps("name")} />
      <NativeSelect
        label="It may"
        data={[
          { value: "write", label: "read and write" },
          { value: "read", label: "only read" },
        ]}
        {...form.getInputProps("access")}
      />
      <div className={stack.submit}>
        <Button type="submit" variant="default" loading={save.isPending}>
          Create an API key
        </Button>
      </div>
    </form>
  );
}
