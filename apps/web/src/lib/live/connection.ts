import type { LiveMessage } from "@nightbell/shared/views/views";
import { type LiveStatus, pollDelay, reconnectDelay } from "./model.ts";

const COALESCE_MS = 250;
const KEEP_ALIVE_MS = 15_000;

export type LiveEvents = {
  /** These subjects changed; null: nobody told us, look at everything. */
  changed: (subjects: ReadonlySet<string> | null) => void;
  status: (status: LiveStatus) => void;
  /** A sign of life from the server. */
  heard: () => void;
};

function parse(text: unknown): LiveMessage | null {
  if (typeof text !== "string" || !text.startsWith("{")) return null;
  const message = JSON.parse(text) as Partial<LiveMessage>;
  return Array.isArray(message.subjects) ? { seq: message.seq ?? 0, subjects: message.subjects } : null;
}

/**
 * Keeps one socket to the team's object open, reconnecting with jitter, and polls while there is none.
 * @param url of the socket
 * @returns a function that ends it
 */
export function connectLive(url: string, events: LiveEvents): () => void {
  let ended = false;
  let socket: WebSocket | null = null;
  let attempt = 0;
  let lastActive = Date.now();
  let waiting = new Set<string>();
  const timers = { flush: 0, retry: 0, poll: 0, keepAlive: 0 };

  const flush = (): void => {
    const subjects = waiting;
    waiting = new Set();
    timers.flush = 0;
    events.changed(subjects);
  };
  const received = (event: MessageEvent): void => {
    events.heard();
    const message = parse(event.data);
    if (message === null) return;
    for (const subject of message.subjects) waiting.add(subject);
    timers.flush ||= window.setTimeout(flush, COALESCE_MS);
  };
  const poll = (): void => {
    events.changed(null);
    timers.poll = window.setTimeout(poll, pollDelay(lastActive, Date.now()));
  };
  const opened = (): void => {
    attempt = 0;
    clearTimeout(timers.poll);
    timers.keepAlive = window.setInterval(() => socket?.send("ping"), KEEP_ALIVE_MS);
    events.status("open");
    events.heard();
    // What happened between the last fetch and this moment was told to nobody.
    events.changed(null);
  };
  const closed = (): void => {
    clearInterval(timers.keepAlive);
    clearTimeout(timers.poll);
    if (ended) return;
    events.status("closed");
    timers.poll = window.setTimeout(poll, pollDelay(lastActive, Date.now()));
    timers.retry = window.setTimeout(open, reconnectDelay(attempt++, Math.random()));
  };
  function open(): void {
    events.status("connecting");
    socket = new WebSocket(url);
    socket.addEventListener("open", opened);
    socket.addEventListener("message", received);
    socket.addEventListener("close", closed);
  }
  const active = (): void => {
    lastActive = Date.now();
  };

  window.addEventListener("pointerdown", active);
  window.addEventListener("keydown", active);
  open();
  return () => {
    ended = true;
    for (const timer of Object.values(timers)) clearTimeout(timer);
    window.removeEventListener("pointerdown", active);
    window.removeEventListener("keydown", active);
    socket?.close();
  };
}
