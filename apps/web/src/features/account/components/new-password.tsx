import { Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifyDone } from "../../../lib/notice.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { setPassword } from "../api/auth.ts";
import { PASSWORD_MIN, passwordFault } from "../model/rules.ts";
import { AuthCard, Fault } from "./auth-card.tsx";
import classes from "./auth-card.module.css";
import { useAuthStep } from "./use-auth-step.ts";

type Props = { token: string | undefined; onDone: () => void };

/** Where the mail about a forgotten password leads. */
export function NewPassword({ token, onDone }: Props) {
  const form = useForm({ initialValues: { password: "" }, validate: { password: passwordFault } });
  const change = useAuthStep(
    (password: string) => setPassword(token ?? "", password),
    () => {
      notifyDone("Your password is changed. Sign in with it.");
      onDone();
    },
  );
  if (token === undefined) {
    return (
      <AuthCard title="This link does not work" lead="It has been used already, or is older than an hour.">
        <ButtonLink to="/sign-in" search={{}} size="md">
          Ask for a new one
        </ButtonLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Choose a new password">
      <form className={classes.form} noValidate onSubmit={form.onSubmit(({ password }) => change.mutate(password))}>
        <PasswordInput
          label="New password"
          description={`at least ${PASSWORD_MIN} characters`}
          autoComplete="new-password"
          required
          {...form.getInputProps("password")}
        />
        <Fault error={change.error} />
        <Button type="submit" size="md" loading={change.isPending}>
          Change password
        </Button>
      </form>
    </AuthCard>
  );
}
