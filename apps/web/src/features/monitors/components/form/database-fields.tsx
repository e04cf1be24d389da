import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { REDIS_COMMANDS, type PostgresSpec, type SmtpSpec } from "@nightbell/shared/check/spec/servers";
import stack from "../../../../ui/stack.module.css";
import { takesKey } from "../../model/form-sent.ts";
import type { Form } from "./form-type.ts";
import { CellFields, LevelFields, LoginFields } from "./login-fields.tsx";
import { SecretInput } from "./secret-input.tsx";

const TLS = [
  { value: "require", label: "must be there" },
  { value: "prefer", label: "where the server offers it" },
  { value: "off", label: "is not used" },
] satisfies { value: PostgresSpec["tls"]; label: string }[];

/** How we decide that PostgreSQL or MySQL is down. */
export function DatabaseExpect({ form }: { form: Form }) {
  const { level } = form.values.check.database;
  return (
    <>
      <LevelFields form={form} part="database" />
      <NativeSelect label="TLS" maw={320} data={TLS} {...form.getInputProps("check.database.tls")} />
      {level === "1" ? null : (
        <>
          <LoginFields form={form} part="database" />
          <TextInput label="Database" maw={320} {...form.getInputProps("check.database.database")} />
        </>
      )}
      {level === "3" ? (
        <>
          <Textarea
            label="Query"
            description="one statement, in a transaction that may only read"
            placeholder="select count(*) from orders where created_at > now() - interval '1 hour'"
            autosize
            minRows={2}
            required
            spellCheck={false}
            classNames={{ input: stack.mono ?? "" }}
            {...form.getInputProps("check.database.query")}
          />
          <CellFields form={form} part="database" label="The first value" />
        </>
      ) : null}
    </>
  );
}

/** How we decide that Redis is down. */
export function RedisExpect({ form }: { form: Form }) {
  const { level, command } = form.values.check.redis;
  return (
    <>
      <LevelFields form={form} part="redis" />
      <Checkbox label="Over TLS" {...form.getInputProps("check.redis.tls", { type: "checkbox" })} />
      {level === "1" ? null : <LoginFields form={form} part="redis" />}
      {level === "3" ? (
        <>
          <div className={stack.fields}>
            <NativeSelect label="Command" data={[...REDIS_COMMANDS]} {...form.getInputProps("check.redis.command")} />
            {takesKey(command) ? (
              <TextInput label={command === "INFO" ? "Section" : "Key"} {...form.getInputProps("check.redis.key")} />
            ) : null}
          </div>
          <CellFields form={form} part="redis" label="The answer" />
        </>
      ) : null}
    </>
  );
}

const SECURITY = [
  { value: "tls", label: "TLS from the first byte" },
  { value: "starttls", label: "STARTTLS after the greeting" },
] satisfies { value: SmtpSpec["security"]; label: string }[];

/** How we decide that a mail server is down. */
export function MailExpect({ form }: { form: Form }) {
  const { login, password } = form.values.check.mail;
  return (
    <>
      <NativeSelect label="Encryption" maw={320} data={SECURITY} {...form.getInputProps("check.mail.security")} />
      <Checkbox label="Log in too" {...form.getInputProps("check.mail.login", { type: "checkbox" })} />
      {login ? (
        <div className={stack.fields}>
          <TextInput label="User" autoComplete="off" required {...form.getInputProps("check.mail.user")} />
          <SecretInput form={form} name={password} label="Password" />
        </div>
      ) : null}
    </>
  );
}
