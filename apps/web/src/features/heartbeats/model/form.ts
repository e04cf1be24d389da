import type { Forecast, Threshold } from "@nightbell/shared/heartbeat/insight/insight";
import { readExpression } from "@nightbell/shared/heartbeat/expression";
import {
  type Filter,
  HEARTBEAT_DEFAULTS,
  type HeartbeatInput,
  type HeartbeatRules,
  type Schedule,
} from "@nightbell/shared/heartbeat/settings";
import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";
import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { alertingForm, type AlertingForm, alertingOf, newAlerting } from "../../../ui/alerting/alerting-form.ts";
import { type Amount, toAmount, toSeconds } from "../../../lib/time/units.ts";
import { dailyCron, dailyTime, slugOf } from "./words.ts";

/** A number field's content; an empty one is "". */
export type Typed = number | string;
export type ThresholdForm = Omit<Threshold, "value" | "times" | "clear"> & { value: Typed; times: Typed; clear: Typed };
export type ForecastForm = Omit<Forecast, "limit"> & { limit: Typed };

/** What the heartbeat form holds: settings as people say them, whatever the engine stores. */
export type HeartbeatForm = {
  name: string;
  slug: string;
  /** The slug comes from the name, whatever `slug` holds. */
  slugFollows: boolean;
  tags: string;
  desc: string;
  mode: "every" | "daily" | "cron";
  every: Amount;
  time: string;
  expression: string;
  zone: string;
  grace: Amount;
  /** Page after so many failures in a row. */
  failures: Typed;
  /** Limits of their own; null follows the grace. */
  startWithin: Amount | null;
  runAtMost: Amount | null;
  manualResume: boolean;
  postOnly: boolean;
  filter: Filter;
  thresholds: ThresholdForm[];
  forecasts: ForecastForm[];
  /** Ids of the channels that are told too. */
  channels: string[];
  alerting: AlertingForm;
  /** Ids of monitors and heartbeats that it stands on. */
  parents: string[];
};

/** A new heartbeat, daily at 03:00 in the person's zone. */
export const newForm = (zone: string): HeartbeatForm => ({
  name: "",
  slug: "",
  slugFollows: true,
  tags: "",
  desc: "",
  mode: "daily",
  every: { count: 1, unit: "hours" },
  time: "03:00",
  expression: "0 3 * * *",
  zone,
  grace: { count: 30, unit: "minutes" },
  failures: 1,
  startWithin: null,
  runAtMost: null,
  manualResume: false,
  postOnly: false,
  filter: HEARTBEAT_DEFAULTS.filter,
  thresholds: [],
  forecasts: [],
  channels: [],
  alerting: newAlerting,
  parents: [],
});

export const NEW_THRESHOLD: ThresholdForm = {
  metric: "",
  op: "<",
  value: "",
  times: 1,
  severity: "warn",
  clear: "",
  missing: "ignore",
};
export const NEW_FORECAST: ForecastForm = { metric: "", limit: "", direction: "up" };

const amountOr = (seconds: number | null): Amount | null => (seconds === null ? null : toAmount(seconds));

/** The form of a heartbeat that exists; a cron line that means "daily at" is shown so. */
export function formOf(input: HeartbeatDetail["input"], zone: string): HeartbeatForm {
  return {
    ...newForm(zone),
    ...scheduleFields(input.schedule),
    name: input.name,
    slug: input.slug,
    slugFollows: false,
    tags: input.tags.join(" "),
    desc: input.desc,
    grace: toAmount(input.graceSeconds),
    failures: input.failureTolerance + 1,
    startWithin: amountOr(input.startToleranceSeconds),
    runAtMost: amountOr(input.maxRunSeconds),
    manualResume: input.manualResume,
    postOnly: input.methods === "POST",
    filter: input.filter,
    thresholds: input.thresholds.map((rule) => ({ ...rule, clear: rule.clear ?? "" })),
    forecasts: input.forecasts,
    channels: input.channels,
    alerting: alertingForm(input.alerting),
    parents: input.parents,
  };
}

function scheduleFields(schedule: Schedule): Partial<HeartbeatForm> {
  if (schedule.kind === "period") return { mode: "every", every: toAmount(schedule.seconds) };
  const { expression, zone } = schedule;
  const time = schedule.kind === "cron" ? dailyTime(expression) : null;
  return time === null ? { mode: "cron", expression, zone } : { mode: "daily", expression, zone, time };
}

/** The schedule that the form describes. */
export function scheduleOf(form: Pick<HeartbeatForm, "mode" | "every" | "expression" | "time" | "zone">): Schedule {
  if (form.mode === "every") return { kind: "period", seconds: toSeconds(form.every) };
  if (form.mode === "cron") return readExpression(form.expression, form.zone);
  return { kind: "cron", expression: dailyCron(form.time), zone: form.zone };
}

/** An empty number field is no number; the schema says so at its field. */
const numberOf = (typed: Typed): number => (typed === "" ? Number.NaN : Number(typed));
const secondsOr = (amount: Amount | null): number | null => (amount === null ? null : toSeconds(amount));

/** The part that decides when a ping is late. */
export const rulesOf = (form: HeartbeatForm): Required<HeartbeatRules> => ({
  schedule: scheduleOf(form),
  graceSeconds: toSeconds(form.grace),
  failureTolerance: numberOf(form.failures) - 1,
  startToleranceSeconds: secondsOr(form.startWithin),
  maxRunSeconds: secondsOr(form.runAtMost),
});

/** The channels to choose from; null for those who may not see them. */
export type Choice = readonly NotifyChannelView[] | null;

/**
 * What is sent to the API. The learned rules have their switches on the heartbeat's page.
 * @param channels the team's: those that are gone are left out, and what cannot be seen is left as it is
 */
export function inputOf(form: HeartbeatForm, channels: Choice): HeartbeatInput {
  const slug = form.slugFollows ? slugOf(form.name) : form.slug.trim();
  return {
    name: form.name.trim(),
    ...rulesOf(form),
    ...(slug === "" ? {} : { slug }),
    tags: form.tags.split(/\s+/).filter((tag) => tag !== ""),
    desc: form.desc,
    manualResume: form.manualResume,
    methods: form.postOnly ? "POST" : "",
    filter: form.filter,
    thresholds: form.thresholds.map((rule) => ({
      ...rule,
      metric: rule.metric.trim(),
      value: numberOf(rule.value),
      times: numberOf(rule.times),
      clear: rule.clear === "" ? null : Number(rule.clear),
    })),
    forecasts: form.forecasts.map((rule) => ({ ...rule, metric: rule.metric.trim(), limit: numberOf(rule.limit) })),
    alerting: alertingOf(form.alerting),
    parents: form.parents,
    ...(channels === null ? {} : { channels: form.channels.filter((id) => channels.some((known) => known.id === id)) }),
  };
}
