import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/**
 * Server-sent events: the whole state now, and again after every change, until the reader leaves.
 * Changes that come while one is being written are sent together.
 */
export function stateEvents(
  c: Context,
  snapshot: () => unknown,
  onChange: (listener: () => void) => () => void,
): Response {
  return streamSSE(c, async (stream) => {
    let wake = (): void => undefined;
    let dirty = true;
    const signal = (): void => {
      dirty = true;
      wake();
    };
    const unsubscribe = onChange(signal);
    stream.onAbort(() => {
      unsubscribe();
      wake();
    });
    while (!stream.aborted) {
      if (dirty) {
        dirty = false;
        await stream.writeSSE({ event: "state", data: JSON.stringify(snapshot()) });
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  });
}
