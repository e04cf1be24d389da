import { vi } from "vitest";
import { NOW } from "./now.ts";

/** Time stands at `NOW` from here on, and moves only when a test moves it. */
export const stopClock = (): void =>
  void vi.useFakeTimers({ now: NOW, toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
