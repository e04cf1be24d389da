import { useEffect, useEffectEvent } from "react";
import { isTyping, type KeyAction, readKey } from "./keys.ts";
import { singleKeys } from "./setting.ts";

function press(key: string): void {
  const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  if (isTyping(target)) target?.focus();
  else target?.click();
}

function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step]?.focus();
}

/** Listens for single keys on the whole page. What the page itself can do is done here; the rest goes to `act`. */
export function useKeys(act: (action: Exclude<KeyAction, { kind: "press" | "row" }>) => void): void {
  const acted = useEffectEvent(act);
  useEffect(() => {
    let pending = false;
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeys.read()) return;
      const read = readKey(pending, event.key);
      pending = read.pending;
      if (read.action === null) return;
      if (read.action.kind !== "close") event.preventDefault();
      if (read.action.kind === "press") press(read.action.key);
      else if (read.action.kind === "row") moveRow(read.action.step);
      else acted(read.action);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
