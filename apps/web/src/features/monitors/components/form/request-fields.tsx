import { Textarea } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import type { RequestForm } from "../../model/form-check.ts";
import type { Form } from "./form-type.ts";
import { HeaderRows } from "./web-rows.tsx";

type Props = { form: Form; path: string; request: RequestForm };

/** Headers and body of a request. A body is shown where the method has one, and where one is set. */
export function RequestFields({ form, path, request }: Props) {
  const hasBody = !["GET", "HEAD"].includes(request.method) || request.body !== "";
  return (
    <>
      <HeaderRows form={form} path={`${path}.headers`} rows={request.headers} />
      {hasBody ? (
        <Textarea
          label="Body"
          autosize
          minRows={2}
          maxRows={12}
          spellCheck={false}
          classNames={{ input: stack.mono ?? "" }}
          {...form.getInputProps(`${path}.body`)}
        />
      ) : null}
    </>
  );
}
