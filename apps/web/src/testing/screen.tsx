import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory } from "@tanstack/react-router";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { vi } from "vitest";
import { App } from "../app/app.tsx";
import { makeRouter } from "../app/router.tsx";
import { type Answers, type Call, serve } from "./server.ts";

/** A socket that a test opens and speaks through by hand. */
export class FakeSocket extends EventTarget {
  static last: FakeSocket | null = null;
  readonly url: string;
  readonly sent: string[] = [];

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.last = this;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.dispatchEvent(new Event("close"));
  }
}

export type Screen = {
  calls: Call[];
  text: () => string;
  find: <E extends Element = HTMLElement>(selector: string) => E;
  button: (word: string) => HTMLButtonElement;
  click: (element: HTMLElement) => Promise<void>;
  type: (element: HTMLInputElement | HTMLTextAreaElement, text: string) => Promise<void>;
  /** Opens a `details` element. */
  unfold: (details: Element | null | undefined) => Promise<void>;
  press: (key: string) => Promise<void>;
  settle: () => Promise<void>;
  path: () => string;
  close: () => void;
};

const open: Root[] = [];

/** Lets every promise that is ready run, parts of the app that are fetched late arrive, and React draw. No time passes. */
const settle = async (): Promise<void> => {
  await turns();
  // Notices come in a part of their own, which takes longer on a busy machine.
  await act(() => vi.dynamicImportSettled());
  await turns();
};

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) {
    await act(async () => {
      // The query cache tells its readers in a timer of 0 ms.
      vi.advanceTimersByTime(0);
      await new Promise((done) => setImmediate(done));
    });
  }
};

function need<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined)
    throw new Error(`not on the screen: ${what}\n${document.body.textContent}`);
  return found;
}

/** Shows one address of the app over a fake API, in a real document. */
export async function show(path: string, answers: Answers): Promise<Screen> {
  const calls = serve(answers);
  vi.stubGlobal("WebSocket", FakeSocket);
  document.body.innerHTML = '<div id="root"></div>';
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = makeRouter(client, createMemoryHistory({ initialEntries: [path] }));
  const root = createRoot(need(document.getElementById("root"), "#root"));
  open.push(root);
  await act(async () => {
    root.render(<App queryClient={client} router={router} />);
    await router.load();
  });
  await settle();
  const find = <E extends Element>(selector: string): E => need(document.querySelector<E>(selector), selector);
  return {
    calls,
    settle,
    find,
    text: () => document.body.textContent ?? "",
    button: (word) =>
      need(
        [...document.querySelectorAll("button")].find((button) => button.textContent === word),
        `button ${word}`,
      ),
    click: async (element) => {
      await act(async () => element.click());
      await settle();
    },
    type: async (element, text) => {
      await act(async () => {
        const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value") ?? {};
        set?.call(element, text);
        element.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
    unfold: async (details) => {
      await act(async () => {
        details?.setAttribute("open", "");
        details?.dispatchEvent(new Event("toggle"));
      });
      await settle();
    },
    press: async (key) => {
      await act(async () => void window.dispatchEvent(new KeyboardEvent("keydown", { key })));
      await settle();
    },
    path: () => router.history.location.href,
    close: () => root.unmount(),
  };
}

/** How wide the screen is from now on, in px. */
export const setWidth = (width: number): void =>
  (window as unknown as { happyDOM: { setViewport: (size: { width: number }) => void } }).happyDOM.setViewport({
    width,
  });

/** Takes every screen away. */
export async function closeScreens(): Promise<void> {
  await act(async () => {
    for (const root of open.splice(0)) root.unmount();
  });
}
