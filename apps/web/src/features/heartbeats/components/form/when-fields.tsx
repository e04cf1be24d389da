import { NumberInput } from "@mantine/core";
import { SECONDS_MIN, type Schedule } from "@nightbell/shared/heartbeat/settings";
import { useDebouncedValue } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { AmountInput } from "../../../../ui/amount-input.tsx";
import stack from "../../../../ui/stack.module.css";
import { scheduleOf } from "../../model/form.ts";
import type { Form } from "./form-type.ts";
import { ScheduleFields } from "./schedule-fields.tsx";

/** Brings the schedule engine, which the fields themselves can do without. */
const GraceAdvice = lazy(() => import("./advice.tsx").then((part) => ({ default: part.GraceAdvice })));
const FailuresAdvice = lazy(() => import("./advice.tsx").then((part) => ({ default: part.FailuresAdvice })));

/** Whether there is enough of a schedule to compute with. */
export const isComplete = (schedule: Schedule): boolean =>
  schedule.kind === "period" ? schedule.seconds >= SECONDS_MIN : schedule.expression !== "";

/** When pings are expected, how long we wait, and after how many failures we page; each with what fits. */
export function WhenFields({ form }: { form: Form }) {
  const [settled] = useDebouncedValue(scheduleOf(form.values), 300);
  const complete = isComplete(settled);
  return (
    <div className={stack.stack}>
      <ScheduleFields form={form} />
      <AmountInput
        label="Grace: how long we wait before we page"
        {...form.getInputProps("grace")}
        value={form.values.grace}
        description="long enough for the slowest run you would call normal"
      />
      <Suspense fallback={null}>{complete ? <GraceAdvice form={form} schedule={settled} /> : null}</Suspense>
      <NumberInput
        label="Page after so many failures in a row"
        description="failed, missed or stuck runs; until then it shows as degraded"
        min={1}
        max={11}
        clampBehavior="none"
        allowDecimal={false}
        {...form.getInputProps("failures")}
      />
      <Suspense fallback={null}>{complete ? <FailuresAdvice form={form} schedule={settled} /> : null}</Suspense>
    </div>
  );
}
