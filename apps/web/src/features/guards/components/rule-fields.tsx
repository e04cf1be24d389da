import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { HeartbeatView } from "@nightbell/shared/views/views";
import stack from "../../../ui/stack.module.css";
import { type GuardForm, newRule, ofKind, type RuleForm } from "../model/form.ts";
import { OPERATOR_WORDS } from "../model/words.ts";
import classes from "./guards.module.css";

type Form = UseFormReturnType<GuardForm>;
type Props = { form: Form; heartbeats: readonly HeartbeatView[] };

const MOST = 20;
const KINDS = [
  { value: "share_of_median", label: "a backup is not too small" },
  { value: "ratio", label: "the job takes a small share" },
  { value: "fact", label: "a number of the job’s own" },
] satisfies { value: RuleForm["kind"]; label: string }[];
const OPERATORS = Object.entries(OPERATOR_WORDS).map(([value, label]) => ({ value, label }));

/** "The newest backup_bytes is at least 70 % of usual", "deleted is at most 5 % of total". */
export function RuleFields({ form, heartbeats }: Props) {
  return (
    <div className={stack.stack}>
      {form.values.rules.map((rule, index) => (
        <fieldset key={form.key(`rules.${index}`)} className={classes.rule} aria-label={`Rule ${index + 1}`}>
          <NativeSelect
            className={classes.wide ?? ""}
            label="Rule"
            data={KINDS}
            value={rule.kind}
            onChange={({ currentTarget }) => {
              const kind = KINDS.find(({ value }) => value === currentTarget.value)?.value;
              if (kind !== undefined) form.setFieldValue(`rules.${index}`, ofKind(rule, kind));
            }}
          />
          <Fields form={form} index={index} kind={rule.kind} heartbeats={heartbeats} />
          <Button
            className={classes.remove ?? ""}
            size="xs"
            variant="default"
            onClick={() => form.removeListItem("rules", index)}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      {form.values.rules.length >= MOST ? null : (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() => form.insertListItem("rules", newRule(heartbeats[0]?.id ?? ""))}
          >
            Add a rule
          </Button>{" "}
          <span className={stack.soft}>such as: backup_bytes is at least 70 % of usual</span>
        </div>
      )}
    </div>
  );
}

function Fields({ form, index, kind, heartbeats }: Props & { index: number; kind: RuleForm["kind"] }) {
  const field = (part: keyof RuleForm) => form.getInputProps(`rules.${index}.${part}`);
  const metric = (label: string, part: "metric" | "whole", placeholder: string) => (
    <TextInput label={label} placeholder={placeholder} spellCheck={false} autoCapitalize="none" {...field(part)} />
  );
  if (kind === "share_of_median")
    return (
      <>
        <NativeSelect
          label="Heartbeat"
          data={heartbeats.map(({ id, name }) => ({ value: id, label: name }))}
          {...field("heartbeat")}
        />
        {metric("Metric", "metric", "backup_bytes")}
        <NumberInput label="At least, of usual" suffix=" %" min={1} max={100} hideControls {...field("value")} />
      </>
    );
  if (kind === "ratio")
    return (
      <>
        {metric("What it takes", "metric", "deleted")}
        {metric("Of", "whole", "total")}
        <NumberInput label="At most" suffix=" %" min={0} max={100} hideControls {...field("value")} />
      </>
    );
  return (
    <>
      {metric("Metric", "metric", "deleted")}
      <NativeSelect label="Comparison" data={OPERATORS} {...field("op")} />
      <NumberInput label="Value" hideControls thousandSeparator="," {...field("value")} />
    </>
  );
}
