import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import { newWindow, type Faults, under, type WindowForm } from "../../model/rota-form.ts";
import { DAYS } from "../../model/rota-words.ts";
import classes from "../oncall.module.css";

/** The day on which a window ends, counted from that on which it starts. */
const ENDS = [
  { value: "", label: "when that time comes next" },
  ...[1, 2, 3, 4, 5, 6, 7].map((days) => ({
    value: String(days),
    label: days === 1 ? "1 day later" : `${days} days later`,
  })),
];

type Props = { windows: readonly WindowForm[]; faults: Faults; onChange: (windows: WindowForm[]) => void };

/** When a layer speaks; without any it always does. Outside of them the layer below has the pager. */
export function Windows({ windows, faults, onChange }: Props) {
  const set = (at: number, change: Partial<WindowForm>): void =>
    onChange(windows.map((window, i) => (i === at ? { ...window, ...change } : window)));
  return (
    <div className={stack.stack}>
      <p className={stack.soft}>
        {windows.length === 0
          ? "It speaks at all hours."
          : "It speaks at these hours only; outside of them the layer below has the pager."}
      </p>
      {windows.map((window, at) => (
        <fieldset key={at} className={classes.fieldset}>
          <legend>Hours {at + 1}</legend>
          <WindowFields window={window} faults={under(faults, String(at))} onChange={(change) => set(at, change)} />
          <div>
            <Button
              size="xs"
              variant="default"
              aria-label={`Remove hours ${at + 1}`}
              onClick={() => onChange(windows.filter((_, i) => i !== at))}
            >
              Remove
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => onChange([...windows, newWindow()])}>
          Add hours
        </Button>
      </div>
    </div>
  );
}

type FieldProps = { window: WindowForm; faults: Faults; onChange: (change: Partial<WindowForm>) => void };

function WindowFields({ window, faults, onChange }: FieldProps) {
  return (
    <>
      <Checkbox.Group
        label="Starting on"
        value={window.days}
        error={faults.days}
        onChange={(days) => onChange({ days })}
      >
        <div className={stack.choices}>
          {DAYS.map((day, i) => (
            <Checkbox key={day} value={String(i + 1)} label={day} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={stack.fields}>
        <TextInput
          type="time"
          label="From"
          value={window.start}
          error={faults.start}
          onChange={(event) => onChange({ start: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label="Until"
          value={window.end}
          error={faults.end}
          onChange={(event) => onChange({ end: event.currentTarget.value })}
        />
        <NativeSelect
          label="It ends"
          data={ENDS}
          value={window.spanDays}
          error={faults.spanDays}
          onChange={(event) => onChange({ spanDays: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
