import { heartbeatInput } from "@nightbell/shared/heartbeat/settings";
import { alertingField } from "../../../ui/alerting/alerting-form.ts";
import { type HeartbeatForm, inputOf } from "./form.ts";

/** Fields of the input that are called otherwise in the form. */
const FIELDS: Record<string, string> = {
  graceSeconds: "grace",
  failureTolerance: "failures",
  startToleranceSeconds: "startWithin",
  maxRunSeconds: "runAtMost",
  methods: "postOnly",
};
const SAME = ["name", "slug", "tags", "desc", "manualResume", "filter", "thresholds", "forecasts"];

/**
 * The form field that a field of the input is shown at; null for one that the form does not have.
 * @param path as the API names it, with dots: "graceSeconds", "thresholds.0.metric"
 */
export function fieldOf(path: string, mode: HeartbeatForm["mode"]): string | null {
  const [first = ""] = path.split(".");
  if (path.endsWith("zone")) return "zone";
  if (first === "schedule") return mode === "every" ? "every" : mode === "cron" ? "expression" : "time";
  // These are one field, whichever of its entries is meant; a list's own fault is shown above its rows.
  if (first === "tags" || first === "channels") return first;
  return FIELDS[first] ?? (SAME.includes(first) ? path : alertingField(path));
}

const EMPTY = "enter a number";
const ALLOWED = "from 1 to 11";

/** The form's faults by field, in the words of the shared schema; empty when it can be sent. */
export function faultsOf(form: HeartbeatForm): Record<string, string> {
  const parsed = heartbeatInput.safeParse(inputOf(form, null));
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => {
      const field = fieldOf(issue.path.join("."), form.mode) ?? "name";
      if (issue.code === "invalid_type") return [field, EMPTY];
      return [field, field === "failures" ? ALLOWED : issue.message];
    }),
  );
}

/** What is hidden until somebody opens "Advanced". */
const ADVANCED = ["startWithin", "runAtMost", "manualResume", "postOnly", "filter"];

/** Whether a fault is at a field that may be out of sight. */
export const isAdvanced = (field: string): boolean => ADVANCED.includes(field.split(".")[0] ?? "");
