import { Button, TextInput } from "@mantine/core";
import { use } from "react";
import stack from "../../../../ui/stack.module.css";
import { otherStored } from "../../model/form-secrets.ts";
import { type Form, StoredSecrets } from "./form-type.ts";
import { RowList } from "./rows.tsx";
import { Kept, SecretInput } from "./secret-input.tsx";

/** Secrets that the check names by `{{name}}`, beside those that have fields of their own. */
export function SecretFields({ form }: { form: Form }) {
  const stored = use(StoredSecrets);
  const { typed, forgotten, more } = form.values;
  return (
    <div className={stack.stack} role="group" aria-label="Further secrets">
      <p className={stack.soft}>
        Write {"{{name}}"} in the address, a header, the body or a query, and the value of the secret stands there when
        we ask. Nobody sees it again.
      </p>
      {otherStored(form.values, stored).map((name) =>
        typed[name] === undefined ? (
          <Kept key={name} label={name} onReplace={() => form.setFieldValue("typed", { ...typed, [name]: "" })}>
            <Button
              size="xs"
              variant="default"
              aria-label={`Forget ${name}`}
              onClick={() => form.setFieldValue("forgotten", [...forgotten, name])}
            >
              Forget
            </Button>
          </Kept>
        ) : (
          <SecretInput key={name} form={form} name={name} label={name} />
        ),
      )}
      <RowList form={form} path="more" rows={more} noun="secret" blank={{ name: "", value: "" }} most={20}>
        {(at) => (
          <>
            <TextInput
              label="Name"
              placeholder="api_key"
              spellCheck={false}
              autoCapitalize="none"
              {...form.getInputProps(`${at}.name`)}
            />
            <TextInput
              label="Value"
              type="password"
              autoComplete="new-password"
              {...form.getInputProps(`${at}.value`)}
            />
          </>
        )}
      </RowList>
    </div>
  );
}
