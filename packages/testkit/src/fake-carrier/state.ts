import { ENDED, type Call, type CarrierSnapshot, type Message, type Phone } from "./model.ts";

const KEPT = 1000;

/** The carrier's memory: phones, messages, calls, opt-outs. Whoever changes a record calls `changed`. */
export interface CarrierState {
  readonly phones: Map<string, Phone>;
  /** Oldest first. */
  readonly messages: Message[];
  readonly calls: Call[];
  /** Pairs `<our number> <their number>` that may not be texted. */
  readonly optOuts: Set<string>;
  /** The phone of a number; a new one takes SMS and rings until somebody answers. */
  phone(number: string): Phone;
  add(record: { message: Message } | { call: Call }): void;
  changed(): void;
  onChange(listener: () => void): () => void;
  snapshot(): CarrierSnapshot;
}

/** @param initial what an earlier carrier knew; its open calls are dead */
export function createState(initial?: CarrierSnapshot): CarrierState {
  const phones = new Map((initial?.phones ?? []).map((phone) => [phone.number, phone]));
  const messages = [...(initial?.messages ?? [])];
  const calls = (initial?.calls ?? []).map((call): Call =>
    ENDED.has(call.status) ? call : { ...call, status: "failed", listening: false },
  );
  const optOuts = new Set(initial?.optOuts);
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());

  return {
    phones,
    messages,
    calls,
    optOuts,
    changed,
    phone(number) {
      const phone = phones.get(number) ?? { number, sms: { kind: "delivers" }, voice: { kind: "human" } };
      if (!phones.has(number)) {
        phones.set(number, phone);
        changed();
      }
      return phone;
    },
    add(record) {
      if ("message" in record) messages.push(record.message);
      else calls.push(record.call);
      if (messages.length > KEPT) messages.shift();
      if (calls.length > KEPT) calls.shift();
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    snapshot: () => structuredClone({ phones: [...phones.values()], messages, calls, optOuts: [...optOuts] }),
  };
}
