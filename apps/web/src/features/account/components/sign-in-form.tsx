import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { sendMagicLink, sendPasswordLink, signIn } from "../api/auth.ts";
import { emailFault } from "../model/rules.ts";
import { Fault } from "./auth-card.tsx";
import classes from "./auth-card.module.css";
import { MailSent } from "./mail-sent.tsx";
import { useAuthStep } from "./use-auth-step.ts";

type Props = { next: string; local: boolean; onDone: () => void };
type Mail = { email: string; purpose: "sign-in" | "password" };

/** Password, or a link by mail; the address is typed once for both. */
export function SignInForm({ next, local, onDone }: Props) {
  const [mailed, setMailed] = useState<Mail | null>(null);
  const form = useForm({ initialValues: { email: "", password: "" }, validate: { email: emailFault } });
  const enter = useAuthStep((values: typeof form.values) => signIn({ ...values, email: values.email.trim() }), onDone);
  const mail = useAuthStep(
    ({ email, purpose }: Mail) => (purpose === "sign-in" ? sendMagicLink(email, next) : sendPasswordLink(email)),
    setMailed,
  );
  if (mailed !== null) return <MailSent {...mailed} local={local} />;
  const mailLink = (purpose: Mail["purpose"]) => () => {
    if (!form.validateField("email").hasError) mail.mutate({ email: form.values.email.trim(), purpose });
  };
  const mailing = mail.isPending ? mail.variables.purpose : null;
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <TextInput label="E-mail" type="email" autoComplete="username" required {...form.getInputProps("email")} />
      <PasswordInput label="Password" autoComplete="current-password" required {...form.getInputProps("password")} />
      <Fault error={enter.error ?? mail.error} />
      <Button type="submit" size="md" loading={enter.isPending}>
        Sign in
      </Button>
      <span className={classes.or}>or without a password</span>
      <Button size="md" variant="default" loading={mailing === "sign-in"} onClick={mailLink("sign-in")}>
        Mail me a link
      </Button>
      <Button size="compact-sm" variant="subtle" loading={mailing === "password"} onClick={mailLink("password")}>
        I forgot my password
      </Button>
    </form>
  );
}
