import { Checkbox, TextInput } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import type { Form } from "./form-type.ts";

/** Words in a ping that decide what it counts as. Spec "heartbeats" §4.6. */
export function FilterFields({ form }: { form: Form }) {
  const check = (field: string) => form.getInputProps(`filter.${field}`, { type: "checkbox" });
  return (
    <>
      <div className={stack.tight} role="group" aria-label="Where keywords are looked for">
        <span>Decide by keywords in</span>
        <div className={stack.choices}>
          <Checkbox label="the output that HTTP pings bring" {...check("httpBody")} />
          <Checkbox label="the subject of e-mail pings" {...check("subject")} />
          <Checkbox label="the text of e-mail pings" {...check("body")} />
        </div>
      </div>
      <div className={stack.fields}>
        <TextInput label="Failure words" placeholder="ERROR, failed" {...form.getInputProps("filter.failure")} />
        <TextInput label="Success words" placeholder="completed" {...form.getInputProps("filter.success")} />
        <TextInput label="Start words" placeholder="started" {...form.getInputProps("filter.start")} />
      </div>
      <p className={stack.soft}>
        With commas between them, upper and lower case as written. Failure words win, then success, then start; /fail
        and exit codes stay failures.
      </p>
      <Checkbox label="What matches nothing is a failure, not ignored" {...check("defaultFail")} />
    </>
  );
}
