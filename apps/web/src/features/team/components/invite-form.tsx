import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Role } from "@nightbell/shared/team/config";
import { useSave } from "../../../lib/api/use-save.ts";
import stack from "../../../ui/stack.module.css";
import { invite } from "../api/save-team.ts";
import { grantable, roleMeaning } from "../model/members.ts";

type Values = { email: string; role: Role };

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** An invitation by e-mail; it is good for seven days. */
export function InviteForm({ team, role }: { team: string; role: Role }) {
  const form = useForm<Values>({
    initialValues: { email: "", role: "responder" },
    validate: { email: (email) => (MAIL.test(email.trim()) ? null : "an e-mail address like ana@example.com") },
  });
  const send = useSave(team, ({ email, role: given }: Values) => invite(team, email.trim(), given), {
    done: () => `Invitation sent to ${form.values.email.trim()}. It is good for seven days.`,
    onDone: () => form.reset(),
    onField: (field, message) => form.setFieldError(field === "role" ? "role" : "email", message),
  });
  return (
    <form className={stack.stack} noValidate onSubmit={form.onSubmit((values) => send.mutate(values))}>
      <div className={stack.fields}>
        <TextInput label="E-mail" type="email" autoComplete="off" required {...form.getInputProps("email")} />
        <NativeSelect
          label="Role"
          data={grantable(role)}
          {...form.getInputProps("role")}
          description={roleMeaning(form.values.role)}
          inputWrapperOrder={["label", "input", "description", "error"]}
        />
      </div>
      <div>
        <Button type="submit" loading={send.isPending}>
          Send invitation
        </Button>
      </div>
    </form>
  );
}
