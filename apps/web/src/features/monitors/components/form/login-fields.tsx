import { Checkbox, NativeSelect, Radio, TextInput } from "@mantine/core";
import type { CellAssertion } from "@nightbell/shared/check/spec/parts";
import stack from "../../../../ui/stack.module.css";
import type { Form } from "./form-type.ts";
import { SecretInput } from "./secret-input.tsx";

type Props = { form: Form; part: "database" | "redis" };

const PASSWORD = "password";
const LEVELS = [
  { value: "1", label: "It greets", hint: "no credentials" },
  { value: "2", label: "It lets us log in", hint: "use an account that may only read" },
  { value: "3", label: "It answers", hint: "a question that only reads" },
] as const;

/** How far a check of a database goes. */
export function LevelFields({ form, part }: Props) {
  return (
    <Radio.Group label="All is well when" {...form.getInputProps(`check.${part}.level`)}>
      <div className={stack.choices}>
        {LEVELS.map(({ value, label, hint }) => (
          <Radio key={value} value={value} label={label} description={hint} />
        ))}
      </div>
    </Radio.Group>
  );
}

/** User and password of a database. */
export function LoginFields({ form, part }: Props) {
  const { password } = form.values.check[part];
  return (
    <>
      <div className={stack.fields}>
        <TextInput
          label="User"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="none"
          required={part === "database"}
          {...form.getInputProps(`check.${part}.user`)}
        />
        {password === null ? null : <SecretInput form={form} name={password} label="Password" />}
      </div>
      <Checkbox
        label="With a password"
        checked={password !== null}
        onChange={(event) =>
          form.setFieldValue(`check.${part}.password`, event.currentTarget.checked ? PASSWORD : null)
        }
      />
    </>
  );
}

const OPS = [
  { value: "none", label: "does not matter" },
  { value: "eq", label: "is" },
  { value: "lt", label: "is below" },
  { value: "gt", label: "is above" },
  { value: "contains", label: "contains" },
] satisfies { value: CellAssertion["op"] | "none"; label: string }[];

/** What the one value should be that a server answers. */
export function CellFields({ form, part, label }: Props & { label: string }) {
  const { op } = form.values.check[part].assertion;
  return (
    <div className={stack.fields}>
      <NativeSelect label={label} data={OPS} {...form.getInputProps(`check.${part}.assertion.op`)} />
      {op === "none" ? null : (
        <TextInput label="Value" required {...form.getInputProps(`check.${part}.assertion.value`)} />
      )}
    </div>
  );
}
