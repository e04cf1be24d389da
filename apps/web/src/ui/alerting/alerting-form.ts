import { type Alerting, ALERTING_DEFAULTS } from "@nightbell/shared/incident/alerting";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";

/** What the card "Who hears about it" holds; without a number of minutes, what was told never pages. */
export type AlertingForm = Pick<Alerting, "urgent" | "other"> & { pageAfter: number | string };

/** A policy to choose. The default ladder has no id, and comes only as the team's. */
export type PolicyChoice = Pick<PolicyView, "id" | "name" | "isDefault">;
/** A monitor or heartbeat that another can stand on. */
export type Thing = { id: string; name: string };
/** What there is to choose from; null while it is not known. */
export type Hears = { policies: readonly PolicyChoice[] | null; things: readonly Thing[] | null };
type Option = { value: string; label: string };

/** The form of what is set. */
export const alertingForm = ({ urgent, other, pageAfterMinutes }: Alerting): AlertingForm => ({
  urgent,
  other,
  pageAfter: pageAfterMinutes ?? "",
});

/** Pages by the team's policy, and tells of the rest. */
export const newAlerting: AlertingForm = alertingForm(ALERTING_DEFAULTS);

/** Whether it is watched for what is not urgent, too: all that goes wrong with a heartbeat is. */
export type AlertingKind = "monitor" | "heartbeat";

/** Whether anything is only told, so that it can page later. */
export const tells = ({ urgent, other }: AlertingForm, kind: AlertingKind): boolean =>
  urgent === "tell" || (kind === "monitor" && other === "tell");

/** The form after a choice; how long until what was told pages goes with what was told. */
export const chosen = (form: AlertingForm, kind: AlertingKind): AlertingForm =>
  tells(form, kind) ? form : { ...form, pageAfter: "" };

/** What is sent to the API. */
export const alertingOf = (form: AlertingForm): Alerting => ({
  urgent: form.urgent,
  other: form.other,
  pageAfterMinutes: form.pageAfter === "" ? null : Number(form.pageAfter),
});

/**
 * The form field that a field of the input is shown at; null for one that is not in the card.
 * @param path as the API names it, with dots: "alerting.pageAfterMinutes", "parents.0"
 */
export function alertingField(path: string): string | null {
  const [head, part] = path.split(".");
  if (head === "parents") return head;
  if (head !== "alerting") return null;
  return part === "pageAfterMinutes" ? "alerting.pageAfter" : part === "other" ? "alerting.other" : "alerting.urgent";
}

/** What to do with a failure, as options; one that names a policy that is gone keeps its place. */
export function alertOptions(policies: Hears["policies"], choice: string): Option[] {
  const standard = policies?.find(({ isDefault }) => isDefault)?.name;
  const named = (policies ?? []).flatMap(({ id, name }) =>
    id === null ? [] : [{ value: id, label: `page by “${name}”` }],
  );
  const options = [
    { value: "page", label: `page by the team’s policy${standard === undefined ? "" : `, “${standard}”`}` },
    ...named,
    { value: "tell", label: "only tell, once" },
  ];
  if (options.some(({ value }) => value === choice)) return options;
  const gone = policies === null ? "page by a policy of its own" : "page by a policy that was deleted: now the team’s";
  return [...options, { value: choice, label: gone }];
}

/** What one row of "stands on" can be: what no other row is, and not the thing itself, which `things` leaves out. */
export function parentOptions(things: Hears["things"], parents: readonly string[], own: string): Option[] {
  const free = (things ?? [])
    .filter(({ id }) => id === own || !parents.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  if (free.some(({ value }) => value === own)) return free;
  return [{ value: own, label: things === null ? "…" : "something that was deleted" }, ...free];
}
