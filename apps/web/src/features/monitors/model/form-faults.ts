import { monitorInput } from "@nightbell/shared/check/settings";
import { secretName } from "@nightbell/shared/check/spec/parts";
import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { type SpecTarget, targetsOf } from "@nightbell/shared/check/spec/targets";
import { type HostVerdict, judgeHost, judgeTarget, type TargetVerdict } from "@nightbell/shared/check/target";
import { alertingField } from "../../../ui/alerting/alerting-form.ts";
import { asksOfBody } from "./form-check.ts";
import { inputOf, isPrivateOnly, type MonitorForm } from "./form.ts";
import { checkCredential, credentialsOf, keptOf, type Stored, unknownNames } from "./form-secrets.ts";

/** Where a fault of the input is shown, and the form's own faults. */

const TOP: Record<string, string> = {
  timeoutMs: "timeoutSeconds",
  degradedAfterMs: "slowSeconds",
  failAfterMs: "failSeconds",
};
const SAME = ["name", "intervalSeconds", "recoverySeconds", "regions", "network"];
const PARTS: Record<CheckType, string> = {
  http: "web",
  flow: "flow",
  websocket: "socket",
  tls: "tls",
  domain: "",
  tcp: "tcp",
  dns: "dns",
  postgres: "database",
  mysql: "database",
  redis: "redis",
  smtp: "mail",
  imap: "mail",
  icmp: "",
  udp: "udp",
};
/** Where a fault is shown that is about the check as a whole. */
const FIRST: Partial<Record<CheckType, string>> = {
  http: "check.web.url",
  flow: "check.flow.steps",
  websocket: "check.socket.url",
  domain: "check.domain",
  dns: "check.dns.name",
};
/** Lists that are one field, whichever of their entries is meant. */
const LISTS: Record<string, string> = { keywordsPresent: "present", keywordsAbsent: "absent", values: "values" };

/**
 * The form field that a field of the input is shown at.
 * @param path as the API names it, with dots: "timeoutMs", "check.json.0.path"
 */
export function fieldOf(path: string, type: CheckType): string {
  const [head = "", ...rest] = path.split(".");
  const first = FIRST[type] ?? "check.host";
  if (head === "check") return checkField(rest, type) ?? first;
  if (head === "url" || head === "host") return first;
  if (head === "secrets") return rest.length === 0 ? "more" : `typed.${rest.join(".")}`;
  const alerting = alertingField(path);
  if (alerting !== null) return alerting;
  return TOP[head] ?? (SAME.includes(head) ? head : first);
}

function checkField(path: readonly string[], type: CheckType): string | null {
  const [head = ""] = path;
  if (path.length === 0 || head === "type") return null;
  if (head === "host" || head === "port" || head === "domain") return `check.${head}`;
  const within = path.filter((part) => part !== "login");
  const list = within.findIndex((part) => part in LISTS);
  const known = list === -1 ? within : [...within.slice(0, list), LISTS[within[list] ?? ""] ?? ""];
  return ["check", PARTS[type], ...known].filter((part) => part !== "").join(".");
}

/** Bounds of fields that people fill in otherwise than they are sent. */
const BOUNDS: Record<string, string> = {
  timeoutSeconds: "from 1 to 60 seconds",
  slowSeconds: "at most 60 seconds",
  failSeconds: "at most 60 seconds",
  recoverySeconds: "from 0 to 3,600 seconds",
  "alerting.pageAfter": "from a minute to a week",
};

type Issue = { code?: string; message: string; origin?: unknown };

function words(issue: Issue, field: string): string {
  if (issue.code === "invalid_type") return "enter a number";
  // The library's own words name types, not what to do.
  if (!/^(Too |Invalid )/.test(issue.message)) return issue.message;
  if (BOUNDS[field] !== undefined) return BOUNDS[field];
  if (issue.code === "too_small") return issue.origin === "array" ? "add at least one" : "fill this in";
  return issue.code === "too_big" ? "this is too much" : "not a possible value";
}

/** The form's faults by field, in the words of the shared schema; empty when it can be sent. */
export function faultsOf(form: MonitorForm, stored: Stored): Record<string, string> {
  const parsed = monitorInput.safeParse(inputOf(form));
  // A name that is left out comes from the address, where the fault is.
  const isNamed = form.name.trim() !== "";
  const issues = parsed.success ? [] : parsed.error.issues.filter(({ path }) => isNamed || path[0] !== "name");
  const faults = issues.map((issue) => {
    const field = fieldOf(issue.path.join("."), form.check.type);
    return [field, words(issue, field)] as const;
  });
  // Of several faults of one field, the first counts.
  return {
    ...addressFaults(form),
    ...ownFaults(form),
    ...secretFaults(form, stored),
    ...Object.fromEntries(faults.toReversed()),
  };
}

const PLACEHOLDER = /\{\{[a-z][a-z0-9_]{0,39}\}\}/g;

/** Addresses that are none. Whether one may be reached, the API says: it knows the team's probes and our own hosts. */
function addressFaults(form: MonitorForm): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const target of targetsOf(inputOf(form).check)) {
    const verdict = judged(target);
    if (verdict !== null && !verdict.ok && verdict.fault !== "private")
      faults[fieldOf(target.field, form.check.type)] = verdict.message;
  }
  return faults;
}

function judged(target: SpecTarget): TargetVerdict | HostVerdict | null {
  if (target.kind === "name") return null;
  if (target.kind === "host") return judgeHost(target.host, target.port || ANY_PORT, ANYWHERE);
  const schemes = target.schemes === "ws" ? "socket" : "web";
  return judgeTarget(target.url.replaceAll(PLACEHOLDER, "x"), { ...ANYWHERE, schemes });
}

const ANYWHERE = { allowLoopback: true, isInside: true };
/** A missing port has a fault of its own. */
const ANY_PORT = 80;

function ownFaults(form: MonitorForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const { type, web } = form.check;
  if (type === "http" && !web.statusOnly && !asksOfBody(web))
    faults["check.web.present"] = "say what must be on the page, or choose to watch the status only";
  if (isPrivateOnly(form) && form.probe === null) faults["regions"] = "choose the probe of yours that asks";
  return faults;
}

function secretFaults(form: MonitorForm, stored: Stored): Record<string, string> {
  const faults: Record<string, string> = {};
  const kept = keptOf(form, stored);
  for (const name of [...credentialsOf(form), ...kept]) {
    const value = form.typed[name];
    if (value === "" || (value === undefined && !kept.includes(name))) faults[`typed.${name}`] = "type it";
  }
  form.more.forEach(({ name, value }, i) => {
    const judged = secretName.safeParse(name.trim());
    if (!judged.success) faults[`more.${i}.name`] = judged.error.issues[0]?.message ?? "not a name";
    if (value === "") faults[`more.${i}.value`] = "type it";
    if (isTwice(form, i)) faults[`more.${i}.name`] = "this name is there already";
  });
  const [unknown] = unknownNames(form, kept);
  if (unknown !== undefined) faults["more"] = `{{${unknown}}} stands for nothing yet: add a secret of this name`;
  return faults;
}

/** Whether a further secret is called like a login's, or like one before it. */
function isTwice(form: MonitorForm, index: number): boolean {
  const names = form.more.map(({ name }) => name.trim());
  const name = names[index] ?? "";
  return name !== "" && [...credentialsOf(form), ...names.slice(0, index)].includes(name);
}

const ADVANCED = ["timeoutSeconds", "slowSeconds", "failSeconds", "recoverySeconds", "regions", "network", "more"];

/** Whether a fault is at a field that the closed part of the form holds: of the secrets, all but the check's own login. */
export function isAdvanced(field: string, form: MonitorForm): boolean {
  const [head = "", name] = field.split(".");
  return head === "typed" ? name !== checkCredential(form.check) : ADVANCED.includes(head);
}
