/** What stands in the address of the on-call page. */
export type Look = {
  /** The first day of the calendar; this week's Monday without it. */
  start?: string;
  /** Whose zone its times are in; the reader's without it. */
  zone?: "rota";
  /** Lanes without it; a phone always shows the list. */
  as?: "list";
  panel?: Panel;
  /** The chain's moment (ISO-8601) and policy. */
  at?: string;
  policy?: string;
};
export const PANELS = ["cover", "travel"] as const;
export type Panel = (typeof PANELS)[number];
export type OnLook = (look: Look) => void;
