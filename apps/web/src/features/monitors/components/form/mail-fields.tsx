import { NativeSelect } from "@mantine/core";
import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { withType } from "../../model/kinds.ts";
import type { Form } from "./form-type.ts";
import { ServerFields } from "./host-fields.tsx";

const PROTOCOLS = [
  { value: "smtp", label: "SMTP: takes mail" },
  { value: "imap", label: "IMAP: gives mail to readers" },
] satisfies { value: CheckType; label: string }[];

/** The mail server, and the protocol that it is asked in. */
export function MailFields({ form }: { form: Form }) {
  return (
    <>
      <NativeSelect
        label="Protocol"
        maw={320}
        data={PROTOCOLS}
        value={form.values.check.type}
        onChange={(event) => {
          const picked = PROTOCOLS.find(({ value }) => value === event.currentTarget.value);
          if (picked !== undefined) form.setValues(withType(form.values, picked.value));
        }}
      />
      <ServerFields form={form} placeholder="mail.example.com" />
    </>
  );
}
