import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { AmountInput } from "../../../../ui/amount-input.tsx";
import stack from "../../../../ui/stack.module.css";
import { ZoneSelect } from "../../../../ui/zone-select.tsx";
import type { HeartbeatForm } from "../../model/form.ts";

const MODES = [
  { value: "every", label: "Every …" },
  { value: "daily", label: "Daily at …" },
  { value: "cron", label: "Cron or OnCalendar" },
] as const;

/** When pings are expected, in one of three ways of saying it. */
export function ScheduleFields({ form }: { form: UseFormReturnType<HeartbeatForm> }) {
  const { mode } = form.values;
  return (
    <>
      <div>
        <SegmentedControl
          aria-label="Kind of schedule"
          value={mode}
          data={[...MODES]}
          onChange={(value) =>
            form.setFieldValue("mode", MODES.find((known) => known.value === value)?.value ?? "daily")
          }
        />
      </div>
      {mode === "every" ? (
        <AmountInput label="A ping is expected every" {...form.getInputProps("every")} value={form.values.every} />
      ) : null}
      {mode === "every" ? null : (
        <div className={stack.fields}>
          {mode === "daily" ? (
            <TextInput type="time" label="Every day at" required {...form.getInputProps("time")} />
          ) : (
            <Textarea
              label="Cron or OnCalendar"
              description="minute hour day month weekday, or lines such as Mon..Fri 03:00"
              required
              autosize
              minRows={1}
              maxRows={6}
              spellCheck={false}
              classNames={{ input: stack.mono ?? "" }}
              {...form.getInputProps("expression")}
            />
          )}
          <ZoneSelect
            label="Read in the zone"
            {...(mode === "cron" ? { description: "the zone of the server’s clock" } : {})}
            {...form.getInputProps("zone")}
            value={form.values.zone}
          />
        </div>
      )}
    </>
  );
}
