import type { Clock } from "@nightbell/testkit/clock";
import type { StateFolder } from "./state-folder.ts";

const SETTLE_MS = 300;

/**
 * Keeps a JSON file equal to what a fake knows, written once changes have settled.
 * @returns writes what is still unwritten; call it at the end
 */
export function keepSaved(
  state: StateFolder,
  clock: Clock,
  name: string,
  snapshot: () => unknown,
  onChange: (listener: () => void) => unknown,
): () => void {
  let cancel: (() => void) | null = null;
  const save = (): void => {
    cancel?.();
    cancel = null;
    state.writeJson(name, snapshot());
  };
  onChange(() => {
    cancel ??= clock.schedule(SETTLE_MS, save);
  });
  return () => {
    if (cancel) save();
  };
}
