import { readExpression } from "@nightbell/shared/heartbeat/expression";
import { type HeartbeatInput, heartbeatInput, type Schedule } from "@nightbell/shared/heartbeat/settings";
import { type Amount, toAmount, toSeconds } from "../../../lib/time/units.ts";

/** What the heartbeat form holds: schedules as people say them, whatever the engine stores. */
export type HeartbeatForm = {
  name: string;
  mode: "every" | "daily" | "cron";
  every: Amount;
  time: string;
  expression: string;
  zone: string;
  grace: Amount;
};

/** A new heartbeat, daily at 03:00 in the person's zone. */
export const newForm = (zone: string): HeartbeatForm => ({
  name: "",
  mode: "daily",
  every: { count: 1, unit: "hours" },
  time: "03:00",
  expression: "0 3 * * *",
  zone,
  grace: { count: 30, unit: "minutes" },
});

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/;
const two = (value: string): string => value.padStart(2, "0");

/** The form of a heartbeat that exists; a cron line that means "daily at" is shown so. */
export function formOf(input: HeartbeatInput, zone: string): HeartbeatForm {
  const form = { ...newForm(zone), name: input.name, grace: toAmount(input.graceSeconds) };
  if (input.schedule.kind === "period") return { ...form, mode: "every", every: toAmount(input.schedule.seconds) };
  const { expression } = input.schedule;
  const daily = input.schedule.kind === "cron" ? DAILY.exec(expression) : null;
  const cron: HeartbeatForm = { ...form, mode: "cron", expression, zone: input.schedule.zone };
  return daily ? { ...cron, mode: "daily", time: `${two(daily[2] ?? "")}:${two(daily[1] ?? "")}` } : cron;
}

/** The schedule that the form describes. */
export function scheduleOf(form: HeartbeatForm): Schedule {
  if (form.mode === "every") return { kind: "period", seconds: toSeconds(form.every) };
  if (form.mode === "cron") return readExpression(form.expression, form.zone);
  const [hour = "", minute = ""] = form.time.split(":");
  return { kind: "cron", expression: `${Number(minute)} ${Number(hour)} * * *`, zone: form.zone };
}

/** What is sent to the API. */
export const inputOf = (form: HeartbeatForm): HeartbeatInput => ({
  name: form.name.trim(),
  schedule: scheduleOf(form),
  graceSeconds: toSeconds(form.grace),
});

/** Grace to propose for a period: a fifth of it, at least 5 minutes. Spec "product" §2.4 (5). */
export const proposedGrace = (periodSeconds: number): Amount =>
  toAmount(Math.max(300, Math.ceil(periodSeconds / 5 / 60) * 60));

/** The form field that a field of the input (as the API names it) is shown at. */
export function fieldOf(path: string, mode: HeartbeatForm["mode"]): keyof HeartbeatForm {
  if (path.startsWith("graceSeconds")) return "grace";
  if (path.endsWith("zone")) return "zone";
  if (path.startsWith("schedule")) return mode === "every" ? "every" : mode === "cron" ? "expression" : "time";
  return "name";
}

const EMPTY = "enter a number";

/** The form's faults by field, in the words of the shared schema; empty when it can be sent. */
export function faultsOf(form: HeartbeatForm): Partial<Record<keyof HeartbeatForm, string>> {
  const parsed = heartbeatInput.safeParse(inputOf(form));
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [
      fieldOf(issue.path.join("."), form.mode),
      issue.code === "invalid_type" ? EMPTY : issue.message,
    ]),
  );
}
