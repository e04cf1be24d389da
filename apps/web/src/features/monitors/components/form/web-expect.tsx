import { Checkbox, NativeSelect } from "@mantine/core";
import type { HttpSpec } from "@nightbell/shared/check/spec/http";
import { ExpectFields } from "./expect-fields.tsx";
import type { Form } from "./form-type.ts";
import { Proposals, StatusOnly } from "./proposals.tsx";
import type { Look } from "./use-look.ts";

const REDIRECTS = [
  { value: "follow", label: "are followed, at most five" },
  { value: "same-host", label: "are followed on the same host" },
  { value: "none", label: "are the answer" },
] satisfies { value: HttpSpec["redirects"]; label: string }[];

/** How we decide that a website or an API is down. */
export function WebExpect({ form, look }: { form: Form; look: Look }) {
  const { web } = form.values.check;
  return (
    <>
      {look.seen === undefined || look.isLooking ? null : <Proposals form={form} seen={look.seen} />}
      <StatusOnly form={form} />
      <ExpectFields form={form} path="check.web" expect={web} />
      <NativeSelect label="Redirects" maw={320} data={REDIRECTS} {...form.getInputProps("check.web.redirects")} />
      {web.redirects === "none" ? null : (
        <Checkbox
          label="A redirect may lead from https to http"
          {...form.getInputProps("check.web.allowDowngrade", { type: "checkbox" })}
        />
      )}
    </>
  );
}
