import { Checkbox } from "@mantine/core";
import { Advanced } from "../../../../ui/advanced.tsx";
import { AmountInput } from "../../../../ui/amount-input.tsx";
import { isAdvanced } from "../../model/faults.ts";
import { FilterFields } from "./filter-fields.tsx";
import type { Form } from "./form-type.ts";

/** Separate limits, who may resume, which pings count. */
export function AdvancedFields({ form }: { form: Form }) {
  return (
    <Advanced title="Advanced" needed={Object.keys(form.errors).some(isAdvanced)}>
      <OwnLimit
        form={form}
        field="startWithin"
        label="A limit of its own for starting"
        amount="Start within"
        description="how long after the expected time a run may start; a run that has started in time holds the late alert back"
      />
      <OwnLimit
        form={form}
        field="runAtMost"
        label="A limit of its own for running"
        amount="Run at most"
        description="from start to finish; otherwise a run may take as long as the grace"
      />
      <Checkbox
        label="Only a person resumes it"
        description="While it is paused, pings are recorded and ignored."
        {...form.getInputProps("manualResume", { type: "checkbox" })}
      />
      <Checkbox
        label="Only POST counts"
        description="Other requests are recorded and ignored; link previews then cannot ping by accident."
        {...form.getInputProps("postOnly", { type: "checkbox" })}
      />
      <FilterFields form={form} />
    </Advanced>
  );
}

type OwnLimitProps = {
  form: Form;
  field: "startWithin" | "runAtMost";
  label: string;
  amount: string;
  description: string;
};

function OwnLimit({ form, field, label, amount, description }: OwnLimitProps) {
  const value = form.values[field];
  return (
    <>
      <Checkbox
        label={label}
        description={description}
        checked={value !== null}
        onChange={(event) => form.setFieldValue(field, event.currentTarget.checked ? form.values.grace : null)}
      />
      {value === null ? null : <AmountInput label={amount} {...form.getInputProps(field)} value={value} />}
    </>
  );
}
