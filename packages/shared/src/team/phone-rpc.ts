import type { Instant } from "../time.ts";

/**
 * What a `Phone` object answers: one per E.164 number, because a number may serve several teams and an SMS reply says
 * neither which team nor which page it means (spec "oncall" §6, "Codes").
 */

export type PhonePage = {
  route: string;
  page: string;
  /** A short name of what is down, for "also open: 12 db1 prod". */
  label: string;
};

export type AssignedCode = {
  /** 10 to 999; null when all are taken. */
  code: number | null;
  /** True when no other page of any team is open on this number: then a bare digit says it all. */
  alone: boolean;
};

export type ResolvedReply =
  | { found: true; route: string; page: string; others: { code: number; label: string }[] }
  /** `known` is false for a number that was never paged: it gets no answer. */
  | { found: false; known: boolean; others: { code: number; label: string }[] };

export interface PhoneRpc {
  /** An SMS about a page is going out: the lowest free code from 10, kept until {@link release}. */
  assign(page: PhonePage, at: Instant): Promise<AssignedCode>;
  /** The page closed: its code is free again. */
  release(route: string, page: string): Promise<void>;
  /** The page a valid command means: by code, or without one the page of the last SMS to this number, open or not. */
  resolve(code: number | null): Promise<ResolvedReply>;
  /** STOP or START: remembers it and gives the routes of the teams to tell. */
  optOut(out: boolean): Promise<string[]>;
  optedOut(): Promise<boolean>;
  /** Whether a text that is no command deserves a line of help: at most 5 until the next valid command. */
  help(): Promise<boolean>;
}
