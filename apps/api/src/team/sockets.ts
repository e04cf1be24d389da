import type { LiveMessage } from "@nightbell/shared/views/views";
import type { TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";

const MOST_SOCKETS = 50;
/** What changes nothing that a screen shows. */
const UNTOLD: readonly TeamEvent["kind"][] = ["monitors.asked", "region.compared"];

/**
 * The dashboards' sockets. They hibernate with the object and carry no data, only what changed, so that every reading
 * is authorised like any other.
 */
export class Sockets {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  accept(user: string): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    const open = this.#open();
    if (open.length >= MOST_SOCKETS) open[0]?.close(1013, "too many open dashboards");
    this.#ctx.acceptWebSocket(server, [user]);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Tells every open dashboard what changed, and shows those out who left the team. */
  tell(state: TeamState, events: readonly TeamEvent[]): void {
    if (events.length === 0) return;
    if (events.some(({ kind }) => kind === "config.changed")) this.#dismiss(state);
    const told = events.filter(({ kind }) => !UNTOLD.includes(kind));
    const subjects = [...new Set(told.flatMap((event) => [event.subject, ...related(state, event)]))];
    if (subjects.length === 0) return;
    const message: LiveMessage = { seq: state.seq, subjects };
    const text = JSON.stringify(message);
    for (const socket of this.#open()) socket.send(text);
  }

  /** A socket that is closing stays listed until its other end says so, and throws when written to. */
  #open(): WebSocket[] {
    return this.#ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
  }

  #dismiss(state: TeamState): void {
    const members = new Set(state.config?.members.map(({ id }) => id));
    for (const socket of this.#open()) {
      const [user] = this.#ctx.getTags(socket);
      if (user !== undefined && !members.has(user)) socket.close(1008, "no longer a member");
    }
  }
}

/** The incidents behind a page or a send: dashboards know them, not pages. */
function related(state: TeamState, event: TeamEvent): string[] {
  const page = state.pages[event.subject] ?? state.pages[state.sends[event.subject]?.page ?? ""];
  return page?.incidents ?? [];
}
