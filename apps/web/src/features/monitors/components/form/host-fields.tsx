import { NumberInput, TextInput } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import type { Form } from "./form-type.ts";
import { leaveAddress } from "./leave-address.ts";

const name = { spellCheck: false, autoCapitalize: "none", inputMode: "url", required: true } as const;

type NameProps = { form: Form; path: string; label: string; placeholder: string; description?: string };

/** A host or a name. What is pasted may say more than that. */
export function NameField({ form, path, label, placeholder, description }: NameProps) {
  const field = form.getInputProps(path);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      {...(description === undefined ? {} : { description })}
      {...name}
      {...field}
      onBlur={(event) => {
        leaveAddress(form, event.currentTarget.value);
        field.onBlur?.(event);
      }}
    />
  );
}

/** Host and port of a server. */
export function ServerFields({ form, placeholder = "db.example.com" }: { form: Form; placeholder?: string }) {
  return (
    <div className={stack.fields}>
      <NameField form={form} path="check.host" label="Host" placeholder={placeholder} />
      <NumberInput
        label="Port"
        required
        maw={140}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps("check.port")}
      />
    </div>
  );
}
