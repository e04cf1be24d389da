import { type MaintenanceInput, maintenanceInput, type MaintenanceTime } from "@nightbell/shared/maintenance/settings";
import { HOUR } from "@nightbell/shared/time";
import type { MaintenanceView } from "@nightbell/shared/views/monitor-views";
import { type Amount, toAmount, toSeconds } from "../../../lib/time/units.ts";
import { instantOf, wallTime } from "../../../lib/time/wall.ts";

/** Which of its kind a window holds; the ids count for `some`. */
export type HeldForm = { which: "all" | "some" | "none"; ids: string[] };
/** What the form holds; times are wall times as their fields give them. */
export type MaintenanceForm = {
  name: string;
  monitors: HeldForm;
  heartbeats: HeldForm;
  kind: MaintenanceTime["kind"];
  /** Of one between two instants, in the person's zone. */
  from: string;
  until: string;
  /** Of those that come again, in their own zone. Days of the week as fields hold them, "1" Monday. */
  days: string[];
  day: number | string;
  at: string;
  length: Amount;
  zone: string;
};

/** A new one: an hour, on the next full hour. @param zone the person's @param now epoch ms */
export function newForm(now: number, zone: string): MaintenanceForm {
  const from = Math.ceil(now / HOUR) * HOUR;
  return {
    name: "",
    monitors: heldForm(null),
    heartbeats: heldForm([]),
    kind: "once",
    from: wallTime(from, zone),
    until: wallTime(from + HOUR, zone),
    days: ["7"],
    day: 1,
    at: "03:00",
    length: { count: 2, unit: "hours" },
    zone,
  };
}

/** The form of a window that exists. @param zone the person's, in which instants are shown */
export function formOf(
  { name, monitors, heartbeats, time }: MaintenanceView,
  now: number,
  zone: string,
): MaintenanceForm {
  const form = {
    ...newForm(now, zone),
    name,
    monitors: heldForm(monitors),
    heartbeats: heldForm(heartbeats),
    kind: time.kind,
  };
  if (time.kind === "once") return { ...form, from: wallTime(time.from, zone), until: wallTime(time.until, zone) };
  const again = { ...form, at: time.at, length: toAmount(time.minutes * 60), zone: time.zone };
  return time.kind === "weekly" ? { ...again, days: time.days.map(String) } : { ...again, day: time.day };
}

/** What is sent to the API. @param zone the person's, in which instants were typed */
export const inputOf = (form: MaintenanceForm, zone: string): MaintenanceInput => ({
  name: form.name.trim(),
  monitors: heldOf(form.monitors),
  heartbeats: heldOf(form.heartbeats),
  time: timeOf(form, zone),
});

const heldForm = (ids: string[] | null): HeldForm => ({
  which: ids === null ? "all" : ids.length === 0 ? "none" : "some",
  ids: ids ?? [],
});

const heldOf = ({ which, ids }: HeldForm): string[] | null => (which === "all" ? null : which === "some" ? ids : []);

function timeOf(form: MaintenanceForm, mine: string): MaintenanceTime {
  const { kind, at, zone } = form;
  if (kind === "once") return { kind, from: instantOf(form.from, mine), until: instantOf(form.until, mine) };
  const minutes = toSeconds(form.length) / 60;
  return kind === "weekly"
    ? { kind, days: form.days.map(Number).toSorted((a, b) => a - b), at, minutes, zone }
    : { kind, day: form.day === "" ? Number.NaN : Number(form.day), at, minutes, zone };
}

const FIELDS: Record<string, keyof MaintenanceForm> = { minutes: "length" };

/** The form field that a field of the input (as the API names it) is shown at. */
export function fieldOf(path: string): keyof MaintenanceForm {
  const [head = "", second = ""] = path.split(".");
  const field = head === "time" ? second : head;
  return FIELDS[field] ?? (FORM_FIELDS.has(field) ? (field as keyof MaintenanceForm) : "name");
}
const FORM_FIELDS = new Set(["name", "monitors", "heartbeats", "from", "until", "days", "day", "at", "zone"]);

/** The form's faults by field; empty when it can be sent. */
export function faultsOf(form: MaintenanceForm, zone: string): Partial<Record<keyof MaintenanceForm, string>> {
  const parsed = maintenanceInput.safeParse(inputOf(form, zone));
  const issues = parsed.success ? [] : parsed.error.issues;
  return {
    ...Object.fromEntries(
      issues.map(({ path, code, message }) => [
        fieldOf(path.join(".")),
        code === "invalid_type" ? "fill this in" : message,
      ]),
    ),
    ...heldFaults(form),
  };
}

/** A window that holds nothing is none; and who says "only some" picks one. */
function heldFaults({ monitors, heartbeats }: MaintenanceForm): Partial<Record<keyof MaintenanceForm, string>> {
  const isEmpty = ({ which, ids }: HeldForm): boolean => which === "some" && ids.length === 0;
  const nothing = monitors.which === "none" && heartbeats.which === "none";
  return {
    ...(nothing ? { monitors: "hold something: monitors, heartbeats, or both" } : {}),
    ...(isEmpty(monitors) ? { monitors: "pick a monitor, all, or none" } : {}),
    ...(isEmpty(heartbeats) ? { heartbeats: "pick a heartbeat, all, or none" } : {}),
  };
}

/** A window between two instants, as it ends now. Null for one that comes again, or that has not begun. */
export function endedNow({ name, monitors, heartbeats, time }: MaintenanceView, now: number): MaintenanceInput | null {
  if (time.kind !== "once" || now <= time.from) return null;
  return { name, monitors, heartbeats, time: { ...time, until: Math.floor(now) } };
}
