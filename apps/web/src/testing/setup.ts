import { notifications } from "@mantine/notifications";
import { afterEach, vi } from "vitest";
import { closeScreens } from "./screen.tsx";
import { stopClock } from "./stopped-clock.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// The test document has no fonts; growing text fields listen to them.
Object.defineProperty(document, "fonts", { value: new EventTarget() });
stopClock();

afterEach(async () => {
  await closeScreens();
  vi.unstubAllGlobals();
  localStorage.clear();
  notifications.clean();
});
