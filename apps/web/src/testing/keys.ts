import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";
import type { ApiKeyView, PingKeyView } from "@nightbell/shared/views/views";
import { ago, ana, ben } from "./now.ts";

export const pingKey = (over: Partial<PingKeyView> = {}): PingKeyView => ({
  id: "pk_1",
  key: "0000abcdefzzzzzzzzzzzz",
  createdAt: ago(90_000),
  ...over,
});
export const pingKeys = (): PingKeyView[] => [pingKey()];

export const apiKeys = (): ApiKeyView[] => [
  { id: "key_1", name: "terraform", access: "write", hint: "nbw_Ab…9z", createdAt: ago(9_000) },
  { id: "key_2", name: "status board", access: "read", hint: "nbr_Qx…2c", createdAt: ago(300) },
];

export const OFFICE_MAIL = "5c6b6a2e-0d5e-4f43-9c53-0b8f8d0c1a11";
export const channels = (): NotifyChannelView[] => [
  { id: OFFICE_MAIL, kind: "email", name: "office mail", person: ben },
  { id: "c0a1f7f2-5b0e-4a6e-8f39-6f2d1c7b9e20", kind: "email", name: "Ana’s own", person: ana },
];
/** A chat room, whose address is never given back. */
export const room = (over: Partial<NotifyChannelView> = {}): NotifyChannelView => ({
  id: "chn_ops",
  kind: "slack",
  name: "#ops",
  person: null,
  ...over,
});

export const PROOF = "nightbell-team=0123456789abcdef0123456789abcdef";
export const provedDomains = () => [{ domain: "shop.example", provedAt: ago(5_000) }];
