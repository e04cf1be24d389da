import { decided } from "../team/decide.ts";
import type { Command } from "../team/commands.ts";
import type { TeamConfig } from "../team/config.ts";
import { nextTimer } from "../team/agenda.ts";
import type { TeamEvent } from "../team/events.ts";
import { emptyState, type TeamState } from "../team/state.ts";
import { MINUTE, SECOND, type Instant } from "../time.ts";
import { everyoneAt } from "./grid.ts";
import { BACKUP_AFTER } from "./ladder.ts";
import type { Send } from "./page.ts";

/**
 * The chain, tested without sending anything: the very rules that page are run over a team that has nothing but its
 * people, with a carrier that takes everything and nobody who answers (spec "oncall" §3, "Test the chain").
 */

/** Who gets what after so many seconds. `users` are ids; of a post in a room the room's. */
export type ChainLine = {
  afterSeconds: number;
  kind: "push" | "sms" | "voice" | "chat" | "gap" | "unreachable" | "everyone" | "backup";
  users: string[];
};

/** How long a round of everyone is shown. */
const ROUND_SHOWN = 2 * MINUTE;

/**
 * What would happen if something broke at an instant and nobody answered, up to the first round of everyone.
 * @param policyId the policy it pages by; null: the team's
 * @param at epoch ms, past or future
 */
export function previewChain(state: TeamState, policyId: string | null, at: Instant): ChainLine[] {
  const rehearsal = new Rehearsal(peopleOnly(state), at);
  rehearsal.run(policyId);
  return rehearsal.lines;
}

/** The team with its people, turns and policies, and nothing that is watched. */
function peopleOnly({ config, team, disabled }: TeamState): TeamState {
  const bare: TeamConfig | null = config && { ...config, heartbeats: [], monitors: [], guards: [], maintenance: [] };
  return { ...emptyState(), team, disabled, config: bare };
}

class Rehearsal {
  readonly lines: ChainLine[] = [];
  #state: TeamState;
  #now: Instant;
  readonly #start: Instant;

  constructor(state: TeamState, start: Instant) {
    this.#state = state;
    this.#start = start;
    this.#now = start;
  }

  run(policy: string | null): void {
    const failure = {
      key: "rehearsal",
      source: { kind: "monitor" as const, id: "rehearsal" },
      name: "rehearsal",
      title: "rehearsal",
      at: this.#start,
      startedAt: this.#start,
      evidence: null,
      policy,
    };
    this.#do({ kind: "failed", failure });
    const [page] = Object.values(this.#state.pages);
    const everyone = (page && everyoneAt(page)) ?? this.#start;
    const backup = this.#state.config?.backup ? this.#start + BACKUP_AFTER : 0;
    this.#passUntil(Math.max(everyone + ROUND_SHOWN, backup));
  }

  #passUntil(end: Instant): void {
    for (let due = nextTimer(this.#state); due !== null && due <= end; due = nextTimer(this.#state)) {
      this.#now = Math.max(this.#now, due);
      this.#do({ kind: "tick", maxClaims: 1 });
    }
  }

  #do(command: Command): void {
    const { events, state } = decided(this.#state, command, this.#now);
    this.#state = state;
    for (const event of events) this.#note(event);
    for (const event of events) if (event.kind === "send.claimed") this.#arrive(event.subject);
  }

  /** It arrives, and nobody answers. */
  #arrive(send: string): void {
    const { channel } = this.#state.sends[send] ?? {};
    this.#do({ kind: "sent", send, result: { ok: true, providerId: null } });
    if (channel === "sms") this.#do({ kind: "receipt", send, receipt: { status: "delivered", errorCode: null } });
  }

  #note(event: TeamEvent): void {
    if (event.kind === "page.gap") this.#line("gap", []);
    if (event.kind === "page.unreachable") this.#line("unreachable", event.data.users);
    if (event.kind === "page.stepped" && event.data.step.kind === "team") this.#line("everyone", event.data.step.users);
    const send = event.kind === "send.claimed" ? this.#state.sends[event.subject] : undefined;
    if (send) this.#line(send.about === "backup" ? "backup" : send.channel, [toOf(send)]);
  }

  /** People who get the same at the same instant share a line. */
  #line(kind: ChainLine["kind"], users: string[]): void {
    const afterSeconds = Math.round((this.#now - this.#start) / SECOND);
    const same = this.lines.find((line) => line.afterSeconds === afterSeconds && line.kind === kind);
    if (same) same.users = [...new Set([...same.users, ...users])];
    else this.lines.push({ afterSeconds, kind, users: [...users] });
  }
}

const toOf = ({ room, user }: Send): string => room ?? user;
