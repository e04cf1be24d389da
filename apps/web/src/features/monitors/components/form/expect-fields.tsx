import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import type { ExpectForm } from "../../model/form-check.ts";
import type { Form } from "./form-type.ts";
import { HeaderClaimRows, JsonRows } from "./web-rows.tsx";

type Props = { form: Form; path: string; expect: ExpectForm };

/** What a good answer looks like: status and words, and for those who want it JSON, headers and a pattern. */
export function ExpectFields({ form, path, expect }: Props) {
  return (
    <>
      <TextInput
        label="Expected status"
        description="codes and ranges, like 200-299,301"
        classNames={{ input: stack.mono ?? "" }}
        maw={320}
        {...form.getInputProps(`${path}.expectedStatus`)}
      />
      <div className={stack.fields}>
        <Textarea
          label="These words must be there"
          description="one phrase a line, as in the page’s source"
          autosize
          minRows={2}
          {...form.getInputProps(`${path}.present`)}
        />
        <Textarea
          label="These words must not be there"
          description="one phrase a line"
          autosize
          minRows={2}
          {...form.getInputProps(`${path}.absent`)}
        />
      </div>
      <Checkbox
        label="Upper and lower case are the same"
        {...form.getInputProps(`${path}.ignoreCase`, { type: "checkbox" })}
      />
      <Advanced title="JSON, headers and a pattern" needed={isUsed(expect) || hasFault(form, path)}>
        <JsonRows form={form} path={`${path}.json`} rows={expect.json} />
        <HeaderClaimRows form={form} path={`${path}.headerAssertions`} rows={expect.headerAssertions} />
        <TextInput
          label="The page must match"
          description="a regular expression in RE2’s syntax, at most 200 characters"
          spellCheck={false}
          autoCapitalize="none"
          classNames={{ input: stack.mono ?? "" }}
          {...form.getInputProps(`${path}.bodyRegex`)}
        />
      </Advanced>
    </>
  );
}

const isUsed = ({ json, headerAssertions, bodyRegex }: ExpectForm): boolean =>
  json.length > 0 || headerAssertions.length > 0 || bodyRegex !== "";

const hasFault = (form: Form, path: string): boolean =>
  Object.keys(form.errors).some((field) =>
    [`${path}.json`, `${path}.headerAssertions`, `${path}.bodyRegex`].some((part) => field.startsWith(part)),
  );
