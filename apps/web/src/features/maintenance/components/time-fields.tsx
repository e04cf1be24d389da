import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { zoneName } from "../../../lib/time/format.ts";
import { AmountInput } from "../../../ui/amount-input.tsx";
import stack from "../../../ui/stack.module.css";
import { ZoneSelect } from "../../../ui/zone-select.tsx";
import type { Form } from "./form-type.ts";

/** Two instants, typed in the person's zone. */
export function OnceFields({ form, zone }: { form: Form; zone: string }) {
  return (
    <div className={stack.tight}>
      <div className={stack.fields}>
        <TextInput type="datetime-local" label="From" required {...form.getInputProps("from")} />
        <TextInput type="datetime-local" label="Until" required {...form.getInputProps("until")} />
      </div>
      <p className={stack.soft}>
        In {zoneName(zone)} time ({zone}), which is yours.
      </p>
    </div>
  );
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** What comes again: its days, its time in a zone, and how long it lasts. */
export function AgainFields({ form }: { form: Form }) {
  return (
    <div className={stack.stack}>
      {form.values.kind === "weekly" ? (
        <Checkbox.Group label="On" {...form.getInputProps("days")}>
          <div className={stack.choices}>
            {DAYS.map((day, index) => (
              <Checkbox key={day} value={String(index + 1)} label={day} />
            ))}
          </div>
        </Checkbox.Group>
      ) : (
        <NumberInput
          label="On day"
          description="of the month; a month without it has none"
          min={1}
          max={31}
          allowDecimal={false}
          maw={220}
          {...form.getInputProps("day")}
        />
      )}
      <div className={stack.fields}>
        <TextInput type="time" label="At" required {...form.getInputProps("at")} />
        <AmountInput
          label="For"
          value={form.values.length}
          error={form.errors.length}
          onChange={(length) => form.setFieldValue("length", length)}
        />
        <ZoneSelect
          label="Time zone"
          value={form.values.zone}
          error={form.errors.zone}
          onChange={(zone) => form.setFieldValue("zone", zone)}
        />
      </div>
    </div>
  );
}
