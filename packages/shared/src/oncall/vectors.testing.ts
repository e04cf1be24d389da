import { type Override, type Rota, rota, type RotaLayer, type RotaVersion } from "./rota.ts";

/** Reads the schedules of the shared vectors (spec "oncall" §10) as rotas. */

type VectorWindow = { days: string[]; start: string; end: string; spanDays?: number };
type VectorVersion = {
  from?: string;
  tz?: string;
  anchor: string;
  unit: string;
  every: number;
  slots: string[][];
  windows?: VectorWindow[];
  until?: string;
};
type VectorLayer = { tz?: string; versions?: VectorVersion[]; windows?: VectorWindow[] } & Partial<VectorVersion>;
type VectorOverride = { kind: string; for?: string; by?: string; user?: string; start: string; end: string };
export type VectorSchedule = { tz: string; layers: VectorLayer[]; overrides?: VectorOverride[] };

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The rota that a vector's schedule describes; throws where it is none. */
export function rotaOf({ tz, layers, overrides = [] }: VectorSchedule): Rota {
  return rota.parse({
    id: "sch_1",
    name: "Rota",
    zone: tz,
    layers: layers.map(layerOf),
    overrides: overrides.map(overrideOf),
  });
}

/** A layer without versions is its own single one. */
function layerOf({ tz, versions, windows, ...own }: VectorLayer, index: number): Record<keyof RotaLayer, unknown> {
  return {
    id: `layer_${index}`,
    name: `Layer ${index}`,
    zone: tz,
    versions: (versions ?? [own]).map(versionOf),
    windows: windows?.map(windowOf),
  };
}

function versionOf({
  from,
  tz,
  windows,
  until,
  ...rest
}: Partial<VectorVersion>): Partial<Record<keyof RotaVersion, unknown>> {
  return { ...rest, from: instant(from), zone: tz, windows: windows?.map(windowOf), until: instant(until) };
}

const windowOf = ({ days, ...rest }: VectorWindow): unknown => ({
  ...rest,
  days: days.map((day) => DAYS.indexOf(day) + 1),
});

function overrideOf({ start, end, ...rest }: VectorOverride, index: number): Partial<Record<keyof Override, unknown>> {
  const [from, until] = [Date.parse(start), Date.parse(end)];
  return { ...rest, id: `ovr_${index}`, from, until, createdAt: index, actor: "ana" };
}

const instant = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));
