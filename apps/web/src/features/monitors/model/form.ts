import { type CloudRegion, isProbeId, type ProbeId, REGIONS } from "@nightbell/shared/check/region";
import type { MonitorInput, NetworkOptions } from "@nightbell/shared/check/settings";
import { type CheckSpec, PRIVATE_ONLY, targetText } from "@nightbell/shared/check/spec/spec";
import { alertingForm, type AlertingForm, alertingOf, newAlerting } from "../../../ui/alerting/alerting-form.ts";
import { blankCheck, type CheckForm } from "./form-check.ts";
import { formOfCheck } from "./form-shown.ts";
import { checkOf } from "./form-sent.ts";
import { msOf, msOrNull, numberOf, secondsOf, type Typed } from "./form-text.ts";

/** What the monitor form holds: settings as people say them, whatever the API takes. */
export type MonitorForm = {
  name: string;
  check: CheckForm;
  intervalSeconds: string;
  timeoutSeconds: Typed;
  /** Empty: no answer is slow. */
  slowSeconds: Typed;
  /** Empty: only the time-out counts. */
  failSeconds: Typed;
  recoverySeconds: Typed;
  /** The team's probe that asks; null: regions of ours. */
  probe: ProbeId | null;
  regions: CloudRegion[];
  everyRegion: boolean;
  network: NetworkForm;
  alerting: AlertingForm;
  /** Ids of monitors and heartbeats that it stands on. */
  parents: string[];
  /** Values of secrets by name, as far as they are typed here. */
  typed: Record<string, string>;
  /** Further secrets that the check names. */
  more: SecretRow[];
  /** Names of stored secrets that are to be forgotten. */
  forgotten: string[];
};

/** A secret under the name that the person gave it. */
export type SecretRow = { name: string; value: string };
/** `certificate` and `key` are names of secrets. */
export type NetworkForm = {
  family: "any" | "4" | "6";
  certificate: { certificate: string; key: string } | null;
  trustAny: boolean;
};

/** The names under which a client certificate and its key are kept. */
export const CLIENT_CERTIFICATE = { certificate: "client_certificate", key: "client_key" };
const ANY_NETWORK: NetworkForm = { family: "any", certificate: null, trustAny: false };
const FAMILIES = { any: null, "4": 4, "6": 6 } as const;

/** A new monitor: a website, asked every minute from all our regions. */
export const newForm = (): MonitorForm => ({
  name: "",
  check: blankCheck(),
  intervalSeconds: "60",
  timeoutSeconds: 10,
  slowSeconds: "",
  failSeconds: "",
  recoverySeconds: 60,
  probe: null,
  regions: [...REGIONS],
  everyRegion: false,
  network: ANY_NETWORK,
  alerting: newAlerting,
  parents: [],
  typed: {},
  more: [],
  forgotten: [],
});

/** The form of a monitor that exists. */
export function formOf(input: MonitorInput): MonitorForm {
  const regions = input.regions.filter((region) => !isProbeId(region));
  return {
    ...newForm(),
    name: input.name,
    check: formOfCheck(input.check),
    intervalSeconds: String(input.intervalSeconds),
    timeoutSeconds: input.timeoutMs / 1_000,
    slowSeconds: secondsOf(input.degradedAfterMs),
    failSeconds: secondsOf(input.failAfterMs),
    recoverySeconds: input.recoverySeconds,
    probe: input.regions.find(isProbeId) ?? null,
    regions: regions.length === 0 ? [...REGIONS] : regions,
    everyRegion: input.everyRegion,
    network: networkForm(input.network),
    alerting: alertingForm(input.alerting),
    parents: input.parents,
  };
}

/** What is sent to the API, but for secrets. */
export function inputOf(form: MonitorForm): MonitorInput {
  const check = checkOf(form.check);
  return {
    name: form.name.trim() || nameOf(check),
    check,
    timeoutMs: msOf(form.timeoutSeconds),
    intervalSeconds: Number(form.intervalSeconds),
    regions: form.probe === null ? form.regions : [form.probe],
    everyRegion: form.everyRegion,
    degradedAfterMs: msOrNull(form.slowSeconds),
    failAfterMs: msOrNull(form.failSeconds),
    recoverySeconds: numberOf(form.recoverySeconds),
    network: form.probe === null ? null : networkOf(form.network),
    alerting: alertingOf(form.alerting),
    parents: form.parents,
  };
}

/** A name when the person gave none: the host that the check is aimed at. */
export function nameOf(check: CheckSpec): string {
  switch (check.type) {
    case "http":
    case "websocket":
      return URL.parse(check.url)?.host ?? "";
    case "flow":
      return URL.parse(check.steps[0]?.url ?? "")?.host ?? "";
    case "domain":
      return check.domain;
    case "dns":
      return check.name === "" ? "" : targetText(check);
    default:
      return check.host;
  }
}

/** Whether only a probe of the team's own can make this check. */
export const isPrivateOnly = (form: MonitorForm): boolean => PRIVATE_ONLY.includes(form.check.type);

const networkForm = (network: NetworkOptions | null): NetworkForm =>
  network === null
    ? ANY_NETWORK
    : {
        family: network.family === null ? "any" : network.family === 4 ? "4" : "6",
        certificate: network.clientCertificate && {
          certificate: network.clientCertificate.certificate.slice(2, -2),
          key: network.clientCertificate.key.slice(2, -2),
        },
        trustAny: network.trustAnyCertificate,
      };

function networkOf({ family, certificate, trustAny }: NetworkForm): NetworkOptions | null {
  if (family === "any" && certificate === null && !trustAny) return null;
  return {
    family: FAMILIES[family],
    clientCertificate: certificate && { certificate: `{{${certificate.certificate}}}`, key: `{{${certificate.key}}}` },
    trustAnyCertificate: trustAny,
  };
}
