import * as z from "zod";
import { CHAT_KINDS } from "../team/config.ts";
import { personRef } from "./parts.ts";

/** A channel as the API tells of it: a member's e-mail, or a chat room, whose address is never given back. */
export const notifyChannelView = z.object({
  id: z.string(),
  kind: z.enum(["email", ...CHAT_KINDS]),
  name: z.string(),
  /** Whose e-mail it is; null for a room. */
  person: personRef.nullable(),
});
export type NotifyChannelView = z.infer<typeof notifyChannelView>;
