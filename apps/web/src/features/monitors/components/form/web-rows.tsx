import { NativeSelect, TextInput } from "@mantine/core";
import { COMPARISONS, type HeaderAssertion, type RequestHeader } from "@nightbell/shared/check/spec/parts";
import type { Extraction } from "@nightbell/shared/check/spec/http";
import stack from "../../../../ui/stack.module.css";
import { type JsonRow, NEW_EXTRACTION, NEW_HEADER, NEW_HEADER_ASSERTION, NEW_JSON } from "../../model/form-check.ts";
import type { Form } from "./form-type.ts";
import { RowList } from "./rows.tsx";

type Props<Row> = { form: Form; path: string; rows: readonly Row[] };

const OPS: Record<(typeof COMPARISONS)[number], string> = {
  eq: "is",
  ne: "is not",
  lt: "is below",
  le: "is at most",
  gt: "is above",
  ge: "is at least",
  contains: "contains",
  matches: "matches (regex)",
  exists: "is there",
  absent: "is not there",
  type: "is of type",
};
const choices = (ops: readonly (keyof typeof OPS)[]) => ops.map((value) => ({ value, label: OPS[value] }));
const needsValue = (op: string): boolean => op !== "exists" && op !== "absent";
const code = { spellCheck: false, autoCapitalize: "none", classNames: { input: stack.mono ?? "" } } as const;

/** Headers that are sent. */
export function HeaderRows({ form, path, rows }: Props<RequestHeader>) {
  return (
    <RowList form={form} path={path} rows={rows} noun="header" blank={NEW_HEADER} most={30}>
      {(at) => (
        <>
          <TextInput label="Header" placeholder="accept" {...code} {...form.getInputProps(`${at}.name`)} />
          <TextInput label="Value" placeholder="application/json" {...code} {...form.getInputProps(`${at}.value`)} />
        </>
      )}
    </RowList>
  );
}

/** Claims about places in a JSON answer. */
export function JsonRows({ form, path, rows }: Props<JsonRow>) {
  return (
    <RowList
      form={form}
      path={path}
      rows={rows}
      noun="JSON condition"
      blank={NEW_JSON}
      most={20}
      hint="such as: $.status is ok"
    >
      {(at, { op }) => (
        <>
          <TextInput label="Path" placeholder="$.status" {...code} {...form.getInputProps(`${at}.path`)} />
          <NativeSelect label="Comparison" data={choices(COMPARISONS)} {...form.getInputProps(`${at}.op`)} />
          {needsValue(op) ? (
            <TextInput
              label="Value"
              description={
                op === "type"
                  ? "string, number, boolean, array, object, null"
                  : 'a number, true, false, null, or text; "5" is text'
              }
              inputWrapperOrder={["label", "input", "description", "error"]}
              {...code}
              {...form.getInputProps(`${at}.value`)}
            />
          ) : null}
        </>
      )}
    </RowList>
  );
}

/** Claims about headers of the answer. */
export function HeaderClaimRows({ form, path, rows }: Props<HeaderAssertion>) {
  return (
    <RowList form={form} path={path} rows={rows} noun="header condition" blank={NEW_HEADER_ASSERTION} most={20}>
      {(at, { op }) => (
        <>
          <TextInput label="Header" placeholder="content-type" {...code} {...form.getInputProps(`${at}.name`)} />
          <NativeSelect
            label="Comparison"
            data={choices(["eq", "contains", "matches", "exists", "absent"])}
            {...form.getInputProps(`${at}.op`)}
          />
          {needsValue(op) ? <TextInput label="Value" {...code} {...form.getInputProps(`${at}.value`)} /> : null}
        </>
      )}
    </RowList>
  );
}

const FROM = [
  { value: "json", label: "the JSON at" },
  { value: "header", label: "the header" },
  { value: "regex", label: "the first group of" },
] satisfies { value: Extraction["from"]; label: string }[];

/** Values that a step takes out of its answer. */
export function ExtractRows({ form, path, rows }: Props<Extraction>) {
  const hint = "later steps name it as {{name}}";
  return (
    <RowList
      form={form}
      path={path}
      rows={rows}
      noun="value to take along"
      blank={NEW_EXTRACTION}
      most={10}
      hint={hint}
    >
      {(at) => (
        <>
          <TextInput label="Name" placeholder="token" {...code} {...form.getInputProps(`${at}.name`)} />
          <NativeSelect label="Taken from" data={FROM} {...form.getInputProps(`${at}.from`)} />
          <TextInput label="Where" placeholder="$.token" {...code} {...form.getInputProps(`${at}.expression`)} />
        </>
      )}
    </RowList>
  );
}
