import { type MonitorInput, METHODS, monitorInput, type Region, REGIONS } from "@nightbell/shared/check/settings";
import type { MonitorDetail } from "@nightbell/shared/views/views";

/** What the monitor form holds; lists are text with one phrase a line. */
export type MonitorForm = {
  name: string;
  url: string;
  method: MonitorInput["method"];
  expectedStatus: string;
  present: string;
  absent: string;
  timeoutSeconds: number | string;
  intervalSeconds: string;
  regions: Region[];
  recoverySeconds: number | string;
};

export const newForm: MonitorForm = {
  name: "",
  url: "",
  method: "GET",
  expectedStatus: "200-299",
  present: "",
  absent: "",
  timeoutSeconds: 10,
  intervalSeconds: "60",
  regions: [...REGIONS],
  recoverySeconds: 60,
};

/** The form of a monitor that exists. */
export const formOf = (monitor: MonitorDetail): MonitorForm => ({
  name: monitor.name,
  url: monitor.url,
  method: METHODS.find((method) => method === monitor.method) ?? "GET",
  expectedStatus: monitor.settings.expectedStatus,
  present: monitor.settings.keywordsPresent.join("\n"),
  absent: monitor.settings.keywordsAbsent.join("\n"),
  timeoutSeconds: monitor.settings.timeoutMs / 1000,
  intervalSeconds: String(monitor.intervalSeconds),
  regions: monitor.settings.regions,
  recoverySeconds: monitor.settings.recoverySeconds,
});

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
const number = (value: number | string): number => (value === "" ? Number.NaN : Number(value));

/** A name for a URL when the person gave none: its host. */
export const nameOf = (url: string): string => URL.parse(url)?.host ?? "";

/** Adds https:// when the person typed a bare host. */
export const withScheme = (url: string): string =>
  url === "" || /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;

/** What is sent to the API. */
export function inputOf(form: MonitorForm): MonitorInput {
  const url = withScheme(form.url.trim());
  return {
    name: form.name.trim() || nameOf(url),
    url,
    method: form.method,
    expectedStatus: form.expectedStatus.trim(),
    keywordsPresent: lines(form.present),
    keywordsAbsent: lines(form.absent),
    timeoutMs: Math.round(number(form.timeoutSeconds) * 1000),
    intervalSeconds: Number(form.intervalSeconds),
    regions: form.regions,
    recoverySeconds: number(form.recoverySeconds),
  };
}

const FIELDS: Record<string, keyof MonitorForm> = {
  keywordsPresent: "present",
  keywordsAbsent: "absent",
  timeoutMs: "timeoutSeconds",
};

/** The form field that a field of the input (as the API names it) is shown at. */
export function fieldOf(path: string): keyof MonitorForm {
  const head = path.split(".")[0] ?? "";
  return FIELDS[head] ?? (head in newForm ? (head as keyof MonitorForm) : "url");
}

/** The form's faults by field, in the words of the shared schema; empty when it can be sent. */
export function faultsOf(form: MonitorForm): Partial<Record<keyof MonitorForm, string>> {
  const input = inputOf(form);
  const address = URL.parse(input.url);
  if (address === null || !/^https?:$/.test(address.protocol)) return { url: "a web address like https://example.com" };
  const parsed = monitorInput.safeParse(input);
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [
      fieldOf(issue.path.join(".")),
      issue.code === "invalid_type" ? "enter a number" : issue.message,
    ]),
  );
}
