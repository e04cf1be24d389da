/** What a time series shows. Instants are epoch ms; values at the same index belong together, null is a gap. */
export type Chart = { at: number[]; lines: Line[]; bands: Band[] };
export type Line = { name: string; values: (number | null)[]; dashed: boolean };
/** A stretch of time that is shaded, an incident's. */
export type Band = { from: number; until: number; word: string };

/** True when there is nothing to draw. */
export const isBlank = ({ lines }: Chart): boolean =>
  lines.every(({ values }) => values.every((value) => value === null));
