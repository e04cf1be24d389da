import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { METHODS } from "@nightbell/shared/check/spec/http";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import type { WebForm } from "../../model/form-check.ts";
import { isReadable } from "../../model/form-proposals.ts";
import { AuthFields } from "./auth-fields.tsx";
import type { Form } from "./form-type.ts";
import { leaveAddress } from "./leave-address.ts";
import { LookResult } from "./look-result.tsx";
import { RequestFields } from "./request-fields.tsx";
import type { Look } from "./use-look.ts";

type RowProps = { form: Form; path: string; onLeave?: (typed: string) => void };

/** Method and address of a request. */
export function UrlFields({ form, path, onLeave }: RowProps) {
  const field = form.getInputProps(`${path}.url`);
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <NativeSelect label="Method" data={[...METHODS]} w={108} {...form.getInputProps(`${path}.method`)} />
      <TextInput
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://example.com/health"
        required
        flex={1}
        miw={0}
        {...field}
        onBlur={(event) => {
          onLeave?.(event.currentTarget.value);
          field.onBlur?.(event);
        }}
      />
    </Group>
  );
}

/** A website or an API: its address, what stands there today, and what else is sent. */
export function WebFields({ form, look }: { form: Form; look: Look }) {
  const { web } = form.values.check;
  return (
    <>
      <UrlFields form={form} path="check.web" onLeave={(typed) => look.onLeave(leaveAddress(form, typed))} />
      <div className={stack.tight}>
        <div>
          <Button
            size="xs"
            variant="default"
            loading={look.isLooking}
            disabled={!isReadable(form.values)}
            onClick={() => look.at(form.values)}
          >
            Look at the page
          </Button>
        </div>
        <LookResult look={look} />
      </div>
      <Advanced title="Headers, body and login" needed={hasFault(form) || sendsMore(web)}>
        <AuthFields form={form} auth={web.auth} />
        <RequestFields form={form} path="check.web" request={web} />
      </Advanced>
    </>
  );
}

const sendsMore = (web: WebForm): boolean => web.headers.length > 0 || web.body !== "" || web.auth.kind !== "none";

const hasFault = (form: Form): boolean =>
  Object.keys(form.errors).some((field) => /^(check\.web\.(headers|body|auth)|typed)\b/.test(field));
