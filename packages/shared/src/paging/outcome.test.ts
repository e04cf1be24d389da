import { expect, test } from "vitest";
import type { Command } from "../team/commands.ts";
import { decide } from "../team/decide.ts";
import type { TeamEvent } from "../team/events.ts";
import { evolve } from "../team/evolve.ts";
import { MAX_ATTEMPTS } from "./ladder.ts";
import type { SendResult } from "./outcome.ts";
import { PagingWorld } from "./testing/paging-world.ts";

/** A team whose person on call has just been failed, with every send of that instant claimed. */
function claimed() {
  const world = new PagingWorld({
    id: "",
    why: "",
    members: { ana: {}, bo: {} },
    oncall: ["ana"],
    events: [],
    until: 0,
  });
  let { state } = world;
  let now = state.lastAt;
  const apply = (command: Command): TeamEvent[] => {
    const events = decide(state, command, now);
    state = events.reduce(evolve, state);
    return events;
  };
  const source = { kind: "heartbeat", id: "hb_1" } as const;
  const failure = {
    key: "heartbeat:hb_1",
    source,
    name: "backup",
    title: "backup",
    at: now,
    startedAt: now,
    evidence: null,
  };
  apply({ kind: "failed", failure });
  apply({ kind: "tick", maxClaims: 10 });
  return {
    apply,
    send: (channel: "push" | "sms" | "voice") =>
      Object.values(state.sends).findLast((send) => send.channel === channel),
    wait: (ms: number) => {
      now += ms;
      return apply({ kind: "tick", maxClaims: 10 });
    },
  };
}

const BUSY: SendResult = { ok: false, permanent: false, code: null, message: "The carrier answered 500." };

test("an SMS that the carrier cannot take now is tried again, and the call does not wait for it", () => {
  const { apply, send, wait } = claimed();
  const sms = send("sms")?.id ?? "";
  const kinds = apply({ kind: "sent", send: sms, result: BUSY }).map(({ kind }) => kind);
  expect(kinds).toEqual(["send.retried", "page.widened"]);
  const next = wait(5_000);
  expect(next.filter(({ kind }) => kind === "send.claimed").map(({ subject }) => subject)).toContain(sms);
});

test("it gives up after the last attempt", () => {
  const { apply, send, wait } = claimed();
  const sms = send("sms")?.id ?? "";
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    apply({ kind: "sent", send: sms, result: BUSY });
    wait(20_000);
  }
  expect(send("sms")).toMatchObject({ id: sms, state: "failed", attempts: MAX_ATTEMPTS });
});

test("a refusal for good is not tried again, and breaks the contact", () => {
  const { apply, send, wait } = claimed();
  const sms = send("sms")?.id ?? "";
  const refused: SendResult = { ok: false, permanent: true, code: 21610, message: "This phone replied STOP." };
  const events = apply({ kind: "sent", send: sms, result: refused });
  expect(events.map(({ kind }) => kind)).toEqual(["send.progressed", "contact.disabled", "send.added", "page.widened"]);
  expect(wait(60_000).filter(({ subject }) => subject === sms)).toEqual([]);
});

test("progress only moves forward, also when delivered comes before sent", () => {
  const { apply, send } = claimed();
  const sms = send("sms")?.id ?? "";
  apply({ kind: "sent", send: sms, result: { ok: true, providerId: "SM1" } });
  apply({ kind: "receipt", send: sms, receipt: { status: "delivered", errorCode: null } });
  expect(apply({ kind: "receipt", send: sms, receipt: { status: "sent", errorCode: null } })).toEqual([]);
  expect(apply({ kind: "receipt", send: "snd_unknown", receipt: { status: "delivered", errorCode: null } })).toEqual(
    [],
  );
  expect(send("sms")).toMatchObject({ state: "delivered" });
});
