const NAME = "nightbell.single-keys";

/** Whether single keys act in this browser; on until the person turns them off. */
export const singleKeys = {
  read: (): boolean => localStorage.getItem(NAME) !== "off",
  write: (on: boolean): void => (on ? localStorage.removeItem(NAME) : localStorage.setItem(NAME, "off")),
};
