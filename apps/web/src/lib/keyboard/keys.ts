/** What a key press leads to: a place, a page's own button (named by `data-key`), or the help. */
export type KeyAction =
  | { kind: "go"; to: GoTarget }
  | { kind: "press"; key: string }
  | { kind: "row"; step: 1 | -1 }
  | { kind: "help" }
  | { kind: "close" };

export type GoTarget = "overview" | "heartbeats" | "monitors" | "incidents" | "on-call";

const GO: Record<string, GoTarget> = { o: "overview", h: "heartbeats", m: "monitors", i: "incidents", c: "on-call" };

export const GO_KEYS: readonly { key: string; to: GoTarget }[] = Object.entries(GO).map(([key, to]) => ({ key, to }));

/** Keys that press a button of the page, if it has one with that `data-key`. */
const PAGE_KEYS = new Set(["a", "n", "r", "e", "p", "c", "/"]);

/**
 * One step of the key reader; `g` waits for the letter that follows it.
 * @param pending whether `g` was the key before
 * @param key as in `KeyboardEvent.key`
 */
export function readKey(pending: boolean, key: string): { pending: boolean; action: KeyAction | null } {
  const to = pending ? GO[key] : undefined;
  if (to !== undefined) return { pending: false, action: { kind: "go", to } };
  if (key === "g") return { pending: true, action: null };
  if (key === "?") return { pending: false, action: { kind: "help" } };
  if (key === "Escape") return { pending: false, action: { kind: "close" } };
  if (key === "j" || key === "k") return { pending: false, action: { kind: "row", step: key === "j" ? 1 : -1 } };
  return { pending: false, action: PAGE_KEYS.has(key) ? { kind: "press", key } : null };
}

/** True where a person types text, so that single keys stay letters. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
