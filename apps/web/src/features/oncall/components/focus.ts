import { useState } from "react";

/**
 * A ref for what opens because somebody asked for it: it takes the focus, so that the keyboard goes on from there. The
 * function stays the same, so it does so once.
 */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();

type InPlace<What> = {
  /** What is open; null: the button is shown. */
  shown: What | null;
  /** For the button: it was open, so the focus comes back to it. */
  back: boolean;
  open: (what: What) => void;
  close: () => void;
};

/** Something that opens in the place of its button. */
export function useInPlace<What>(): InPlace<What> {
  const [shown, setShown] = useState<What | null>(null);
  const [back, setBack] = useState(false);
  const close = (): void => {
    setBack(true);
    setShown(null);
  };
  return { shown, back, open: setShown, close };
}
