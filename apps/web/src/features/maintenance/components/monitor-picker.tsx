import { Checkbox, Radio } from "@mantine/core";
import stack from "../../../ui/stack.module.css";
import type { Form } from "./form-type.ts";
import type { Held } from "./maintenance-page.tsx";

/** All monitors, or those that are ticked. */
export function MonitorPicker({ form, monitors }: { form: Form; monitors: Held }) {
  return (
    <div className={stack.stack}>
      <Radio.Group
        aria-label="Which monitors"
        value={form.values.all ? "all" : "some"}
        onChange={(which) => form.setFieldValue("all", which === "all")}
      >
        <div className={stack.choices}>
          <Radio value="all" label="All monitors" />
          <Radio value="some" label="Only some" />
        </div>
      </Radio.Group>
      {form.values.all ? null : (
        <Checkbox.Group label="Monitors" {...form.getInputProps("monitors")}>
          <div className={stack.choices}>
            {monitors.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </div>
  );
}
