import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { sendMagicLink, signUp } from "../api/auth.ts";
import { emailFault, PASSWORD_MIN, passwordFault } from "../model/rules.ts";
import { Fault } from "./auth-card.tsx";
import classes from "./auth-card.module.css";
import { MailSent } from "./mail-sent.tsx";
import { useAuthStep } from "./use-auth-step.ts";

type Props = { next: string; local: boolean; onDone: () => void };

/** A new account, with a password or with a link by mail. */
export function SignUpForm({ next, local, onDone }: Props) {
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useForm({
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: (name) => (name.trim() === "" ? "what your team calls you" : null),
      email: emailFault,
      password: passwordFault,
    },
  });
  const enter = useAuthStep(
    ({ name, email, password }: typeof form.values) =>
      signUp({ name: name.trim(), email: email.trim(), password }, next),
    onDone,
  );
  const mail = useAuthStep((email: string) => sendMagicLink(email, next), setMailedTo);
  if (mailedTo !== null) return <MailSent email={mailedTo} purpose="sign-in" local={local} />;
  const mailLink = (): void => {
    if (!form.validateField("email").hasError) mail.mutate(form.values.email.trim());
  };
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <TextInput label="Your name" autoComplete="name" required {...form.getInputProps("name")} />
      <TextInput label="E-mail" type="email" autoComplete="username" required {...form.getInputProps("email")} />
      <PasswordInput
        label="Password"
        description={`at least ${PASSWORD_MIN} characters`}
        autoComplete="new-password"
        required
        {...form.getInputProps("password")}
      />
      <Fault error={enter.error ?? mail.error} />
      <Button type="submit" size="md" loading={enter.isPending}>
        Sign up
      </Button>
      <span className={classes.or}>or without a password</span>
      <Button size="md" variant="default" loading={mail.isPending} onClick={mailLink}>
        Mail me a link
      </Button>
    </form>
  );
}
