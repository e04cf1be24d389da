/** What the first-run checklist knows; undefined while its counts are loading. */
export type Progress = { phoneVerified: boolean; watching: number; members: number };

export type Step = { key: "phone" | "watch" | "second"; done: boolean; text: string; why: string };

/** The first steps of a new team, in the order in which they matter. Spec "product" §2.1. */
export const checklist = ({ phoneVerified, watching, members }: Progress): Step[] => [
  { key: "phone", done: phoneVerified, text: "Verify a phone", why: "Without this we can only e-mail you." },
  {
    key: "watch",
    done: watching > 0,
    text: "Add a heartbeat or a monitor",
    why: "One curl line at the end of a job, or the address of a site.",
  },
  {
    key: "second",
    done: members > 1,
    text: "Invite a second person",
    why: "Until then, the ladder repeats to you alone.",
  },
];
