import { randomBytes } from "node:crypto";
import * as z from "zod";

const seconds = z.number().min(0).max(3600);
const code = z.int().min(10_000).max(99_999);

/** What a number's operator does with an SMS. `silent`: the text leaves, but no delivery is ever reported. */
export const smsBehaviour = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("delivers") }),
  z.strictObject({ kind: z.literal("refuses"), code }),
  z.strictObject({ kind: z.literal("silent") }),
  z.strictObject({ kind: z.literal("undelivered"), afterSeconds: seconds, code }),
]);
export type SmsBehaviour = z.infer<typeof smsBehaviour>;

/** What happens when a number is called. `human`: it rings until somebody answers by {@link FakeCarrier.answer}. */
export const voiceBehaviour = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("human") }),
  z.strictObject({ kind: z.literal("answers"), afterSeconds: seconds, digits: z.string().regex(/^[0-9*#]{0,10}$/) }),
  z.strictObject({ kind: z.literal("voicemail") }),
  z.strictObject({ kind: z.literal("busy") }),
  z.strictObject({ kind: z.literal("no-answer") }),
  z.strictObject({ kind: z.literal("refuses"), code }),
]);
export type VoiceBehaviour = z.infer<typeof voiceBehaviour>;

export type Phone = { number: string; sms: SmsBehaviour; voice: VoiceBehaviour };

export type MessageStatus = "queued" | "sending" | "sent" | "delivered" | "undelivered" | "received";
export type Message = {
  sid: string;
  direction: "outbound-api" | "outbound-reply" | "inbound";
  from: string;
  to: string;
  body: string;
  status: MessageStatus;
  errorCode: number | null;
  statusCallback: string | null;
  createdAt: number;
  updatedAt: number;
};

export type CallStatus =
  | "queued"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "no-answer"
  | "failed"
  | "canceled";
export type CallEvent = "initiated" | "ringing" | "answered" | "completed";
export type Call = {
  sid: string;
  from: string;
  to: string;
  status: CallStatus;
  /** Where the TwiML comes from once the call is answered. */
  url: string;
  statusCallback: string | null;
  events: CallEvent[];
  /** How long it rings, in seconds. */
  timeoutSeconds: number;
  createdAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  /** Each text spoken so far. */
  spoken: string[];
  /** Each key pressed so far. */
  pressed: string;
  /** True while keys are listened to. */
  listening: boolean;
};

export const ENDED: ReadonlySet<CallStatus> = new Set(["completed", "busy", "no-answer", "failed", "canceled"]);

/** Everything the carrier knows, as plain JSON. */
export type CarrierSnapshot = { phones: Phone[]; messages: Message[]; calls: Call[]; optOuts: string[] };

export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);

/** A new Twilio sid: two letters and 32 hex digits. */
export const newSid = (kind: "SM" | "CA"): string => kind + randomBytes(16).toString("hex");
