import { NativeSelect, TextInput } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import type { AuthForm } from "../../model/form-check.ts";
import type { Form } from "./form-type.ts";
import { SecretInput } from "./secret-input.tsx";

const KINDS = [
  { value: "none", label: "none" },
  { value: "basic", label: "user and password (basic)" },
  { value: "bearer", label: "bearer token" },
  { value: "header", label: "a key in a header" },
] satisfies { value: AuthForm["kind"]; label: string }[];

/** The name under which the secret of a login is kept. */
const SECRETS: Record<AuthForm["kind"], string> = {
  none: "password",
  basic: "password",
  bearer: "token",
  header: "token",
};

/** How the request says who we are. */
export function AuthFields({ form, auth }: { form: Form; auth: AuthForm }) {
  const choose = (value: string): void => {
    const kind = KINDS.find((known) => known.value === value)?.value ?? "none";
    form.setFieldValue("check.web.auth", { ...auth, kind, secret: SECRETS[kind] });
  };
  return (
    <>
      <NativeSelect
        label="Login"
        data={KINDS}
        maw={320}
        value={auth.kind}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {auth.kind === "none" ? null : (
        <div className={stack.fields}>
          {auth.kind === "basic" ? (
            <TextInput label="User" required autoComplete="off" {...form.getInputProps("check.web.auth.user")} />
          ) : null}
          {auth.kind === "header" ? (
            <TextInput label="Header" placeholder="x-api-key" required {...form.getInputProps("check.web.auth.name")} />
          ) : null}
          <SecretInput form={form} name={auth.secret} label={auth.kind === "basic" ? "Password" : "Token"} />
        </div>
      )}
    </>
  );
}
