import type { PingKeyView } from "@nightbell/shared/views/views";

/** The key that jobs should use: while there are two, the older one is about to be retired. */
export const newestKey = (keys: readonly PingKeyView[]): PingKeyView | undefined =>
  keys.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
