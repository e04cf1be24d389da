import { teamApi } from "../../../lib/api/client.ts";

const contact = teamApi.contacts[":id"];

/** A browser's subscription in the form the API takes. */
export type Subscription = { endpoint: string; keys: { p256dh: string; auth: string } };

export const addPhone = (team: string, number: string) =>
  teamApi.contacts.$post({ param: { team }, json: { kind: "phone", number } });

export const addBrowser = (team: string, subscription: Subscription, browser: string) =>
  teamApi.contacts.$post({ param: { team }, json: { kind: "webpush", subscription, browser } });

/** Sends a code by text, or reads it out in a call. */
export const sendCode = (team: string, id: string, via: "sms" | "voice") =>
  contact.code.$post({ param: { team, id }, json: { via } });

export const verifyCode = (team: string, id: string, code: string) =>
  contact.verify.$post({ param: { team, id }, json: { code } });

export const deleteContact = (team: string, id: string) => contact.$delete({ param: { team, id } });
