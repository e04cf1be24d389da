import { notifications } from "@mantine/notifications";
import { afterEach, vi } from "vitest";
import { NOW } from "./now.ts";
import { closeScreens } from "./screen.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// The test document has no fonts; growing text fields listen to them.
Object.defineProperty(document, "fonts", { value: new EventTarget() });
vi.useFakeTimers({ now: NOW, toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"] });

afterEach(async () => {
  await closeScreens();
  vi.unstubAllGlobals();
  localStorage.clear();
  notifications.clean();
});
