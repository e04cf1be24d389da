import {
  type Rota,
  rotaLayer,
  type RotaLayer,
  type RotaVersion,
  type RotaWindow,
  type Unit,
} from "@nightbell/shared/oncall/rota";
import { HOUR, type Instant } from "@nightbell/shared/time";
import { dateOf, mondayOf } from "./range.ts";

/** A window as its fields hold it: days as "1" Monday … "7", and on which day it ends ("": the next time its end comes). */
export type WindowForm = { days: string[]; start: string; end: string; spanDays: string };

/** A layer as its fields hold it. Shift 0 starts on `firstDay` at `at`. */
export type LayerForm = {
  name: string;
  slots: string[][];
  every: number | string;
  unit: Unit;
  at: string;
  firstDay: string;
  windows: WindowForm[];
  ownZone: boolean;
  zone: string;
};

/** A layer as the API takes it; it gives the id. */
export type LayerInput = Omit<RotaLayer, "id">;
export type RotaForm = { name: string; zone: string; layers: LayerForm[] };

/** What a layer's edit may change; what is left out stays. */
export type LayerChange = Partial<
  Pick<RotaVersion, "slots" | "every" | "unit" | "anchor"> & { zone: string | null; windows: RotaWindow[] }
>;

/** A new layer: a week each, from this week's Monday at 9, so that somebody has it at once. @param now epoch ms */
export const newLayer = (now: Instant, zone: string, name: string, people: readonly string[] = []): LayerForm => ({
  name,
  slots: people.map((id) => [id]),
  every: 1,
  unit: "week",
  at: "09:00",
  firstDay: firstMonday(now, zone),
  windows: [],
  ownZone: false,
  zone,
});

/** The last Monday on which it has been 9 in the morning. */
const firstMonday = (now: Instant, zone: string): string => mondayOf(now - 9 * HOUR, zone);

export const newWindow = (): WindowForm => ({
  days: ["1", "2", "3", "4", "5"],
  start: "09:00",
  end: "17:00",
  spanDays: "",
});

/** The form of a layer as its latest version has it. @param zone the rota's */
export function layerFormOf(layer: RotaLayer, zone: string, now: Instant): LayerForm {
  const version = layer.versions.at(-1);
  const own = version?.zone ?? layer.zone;
  const [firstDay = dateOf(now, zone), at = "09:00"] = version?.anchor.split("T") ?? [];
  return {
    name: layer.name,
    slots: version?.slots ?? [],
    every: version?.every ?? 1,
    unit: version?.unit ?? "week",
    at,
    firstDay,
    windows: (version?.windows ?? layer.windows).map(windowFormOf),
    ownZone: own !== null && own !== undefined,
    zone: own ?? zone,
  };
}

const windowFormOf = ({ days, start, end, spanDays }: RotaWindow): WindowForm => ({
  days: days.map(String),
  start,
  end,
  spanDays: spanDays === null ? "" : String(spanDays),
});

const windowOf = ({ days, start, end, spanDays }: WindowForm): RotaWindow => ({
  days: days.map(Number).toSorted((a, b) => a - b),
  start,
  end,
  spanDays: spanDays === "" ? null : Number(spanDays),
});

const turnsOf = ({ slots, every, unit, at, firstDay }: LayerForm) => ({
  anchor: `${firstDay}T${at}`,
  unit,
  every: every === "" ? Number.NaN : Number(every),
  slots,
});

/** A new layer, as it is sent. */
export const layerOf = (form: LayerForm): LayerInput => ({
  name: form.name.trim(),
  zone: form.ownZone ? form.zone : null,
  windows: form.windows.map(windowOf),
  versions: [{ from: null, zone: null, windows: null, until: null, ...turnsOf(form) }],
});

/** A rota as the API takes it. */
export type RotaInput = Omit<Rota, "id" | "overrides">;

/** A new rota, as it is sent: the form shows the highest layer first, the API takes it last. */
export const rotaOf = ({ name, zone, layers }: RotaForm): RotaInput => ({
  name: name.trim(),
  zone,
  layers: layers.toReversed().map((layer, i) => ({ id: `layer-${i + 1}`, ...layerOf(layer) })),
});

/** What of a layer the person changed, beside its name. */
export function changeOf(form: LayerForm, initial: LayerForm): LayerChange {
  const parts = (of: LayerForm): Required<LayerChange> => ({
    ...turnsOf(of),
    zone: of.ownZone ? of.zone : null,
    windows: of.windows.map(windowOf),
  });
  const was = parts(initial);
  return Object.fromEntries(
    Object.entries(parts(form)).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key as keyof LayerChange]),
    ),
  );
}

export type Faults = Readonly<Record<string, string>>;

/** The form field of a layer that a field of the API is shown at: "versions.0.every" is "every". */
export function layerField(path: string): string {
  const [head = "", second = "", ...rest] = path.replace(/^(change|layer)\./, "").split(".");
  if (head === "versions") return layerField(rest.join("."));
  if (head === "anchor") return "firstDay";
  if (head === "windows") return [head, second, ...rest.slice(0, 1)].filter(Boolean).join(".");
  return ["name", "slots", "every", "unit", "zone"].includes(head) ? head : "slots";
}

/** A layer's faults by field; empty when it can be sent. */
export function layerFaults(form: LayerForm): Faults {
  // Both fields make one anchor, so it is told here which of them is empty.
  const empty = {
    ...(form.slots.length === 0 ? { slots: "add somebody" } : {}),
    ...(form.at === "" ? { at: "a time" } : {}),
    ...(form.firstDay === "" ? { firstDay: "a date" } : {}),
  };
  const whole = { ...form, at: form.at || "00:00", firstDay: form.firstDay || "2000-01-01" };
  const parsed = rotaLayer.safeParse({ id: "new", ...layerOf(whole) });
  const found = (parsed.error?.issues ?? []).map(({ path, code, message }) => [
    layerField(path.join(".")),
    code === "invalid_type" ? "fill this in" : message,
  ]);
  return { ...Object.fromEntries(found), ...empty };
}

/** Faults of a whole rota: "name", "zone", "layers.0.every", counted as the form shows them. */
export function rotaFaults({ name, layers }: RotaForm): Faults {
  const own = name.trim() === "" ? { name: "give it a name" } : {};
  const inner = layers.flatMap((layer, i) =>
    Object.entries(layerFaults(layer)).map(([field, message]) => [`layers.${i}.${field}`, message]),
  );
  return { ...own, ...Object.fromEntries(inner) };
}

/** The form's field of a field of the API; the API counts layers from the lowest. */
export function rotaField(path: string, layers: number): string {
  const [head = "", index = "", ...rest] = path.replace(/^rota\./, "").split(".");
  if (head !== "layers") return head === "zone" ? "zone" : "name";
  return `layers.${layers - 1 - Number(index)}.${layerField(rest.join("."))}`;
}

/** The faults under a path, without it. */
export const under = (faults: Faults, path: string): Faults =>
  Object.fromEntries(
    Object.entries(faults).flatMap(([field, message]) =>
      field.startsWith(`${path}.`) ? [[field.slice(path.length + 1), message]] : [],
    ),
  );
