import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import type { Threshold } from "@nightbell/shared/heartbeat/insight/insight";
import { NEW_THRESHOLD } from "../../model/form.ts";
import { OPERATOR_WORDS } from "../../model/rules.ts";
import type { Form } from "./form-type.ts";
import classes from "./rule-fields.module.css";

const MOST = 20;
const OPERATORS = Object.entries(OPERATOR_WORDS).map(([value, label]) => ({ value, label }));
const SEVERITIES = [
  { value: "warn", label: "warn" },
  { value: "page", label: "page" },
];
const MISSING = [
  { value: "ignore", label: "is fine" },
  { value: "warn", label: "warns" },
  { value: "page", label: "pages" },
] satisfies { value: Threshold["missing"]; label: string }[];

/** "Warn when rows is under 1,000": any number of such rules. */
export function ThresholdFields({ form }: { form: Form }) {
  return (
    <>
      {form.values.thresholds.map((_, index) => (
        <Row key={form.key(`thresholds.${index}`)} form={form} index={index} />
      ))}
      {form.values.thresholds.length >= MOST ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => form.insertListItem("thresholds", { ...NEW_THRESHOLD })}>
            Add a threshold
          </Button>
          <span className={classes.hint}> such as: warn when rows is under 1,000</span>
        </div>
      )}
    </>
  );
}

function Row({ form, index }: { form: Form; index: number }) {
  const field = (part: keyof Threshold) => form.getInputProps(`thresholds.${index}.${part}`);
  return (
    <fieldset className={classes.rule} aria-label={`Threshold ${index + 1}`}>
      <TextInput label="Metric" placeholder="rows" spellCheck={false} autoCapitalize="none" {...field("metric")} />
      <NativeSelect label="Comparison" data={OPERATORS} {...field("op")} />
      <NumberInput label="Value" hideControls thousandSeparator="," {...field("value")} />
      <NumberInput label="Times in a row" min={1} max={20} allowDecimal={false} hideControls {...field("times")} />
      <NativeSelect label="Then" data={SEVERITIES} {...field("severity")} />
      <NativeSelect label="A run without it" data={MISSING} {...field("missing")} />
      <NumberInput label="Clears at" placeholder="5 % inside" hideControls thousandSeparator="," {...field("clear")} />
      <Button
        className={classes.remove ?? ""}
        size="xs"
        variant="default"
        onClick={() => form.removeListItem("thresholds", index)}
      >
        Remove
      </Button>
    </fieldset>
  );
}
