/** The expected instants of a schedule, as epoch ms; null when there is none. Every kind of schedule gives one of these. */
export type Slots = {
  /** The first slot strictly after an instant. */
  next(after: number): number | null;
  /** The last slot strictly before an instant. */
  previous(before: number): number | null;
};
