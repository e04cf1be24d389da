import type { ContactView } from "@nightbell/shared/views/views";
import type { Mark } from "../../../ui/mark.ts";

/** How a way to be reached stands: proven, waiting for its code, or refused by a carrier. */
export function contactMark(contact: ContactView): Mark {
  if (contact.problems.length > 0) return { shape: "square", tone: "down", word: "not delivering" };
  if (contact.verifiedAt === null) return { shape: "ring", tone: "idle", word: "not verified" };
  return { shape: "disc", tone: "up", word: "ready" };
}

/** True when a text or a call can reach the person; push and e-mail alone wake nobody up. Spec "oncall" §7. */
export const hasWakeUp = (contacts: readonly ContactView[]): boolean =>
  contacts.some((contact) => contact.kind === "phone" && contact.verifiedAt !== null);

/** The page's one sentence. */
export function contactsSentence(contacts: readonly ContactView[]): string {
  const phones = contacts.filter((contact) => contact.kind === "phone" && contact.verifiedAt !== null).length;
  const push = contacts.some((contact) => contact.kind === "webpush");
  if (phones === 0) return "We can only e-mail you. Add a phone: a text and a call are what wakes people up.";
  const also = push ? ", with a notification in your browser" : "";
  return `We text and call you on ${phones === 1 ? "your phone" : `${phones} phones`}${also}.`;
}

/** A name for this browser that its owner recognises in a list, from its user agent. */
export function browserName(agent: string): string {
  const browser = /Firefox\//.test(agent)
    ? "Firefox"
    : /Edg\//.test(agent)
      ? "Edge"
      : /Chrom(e|ium)\//.test(agent)
        ? "Chrome"
        : /Safari\//.test(agent)
          ? "Safari"
          : "Browser";
  const system = /Android/.test(agent)
    ? "Android"
    : /iPhone|iPad/.test(agent)
      ? "iOS"
      : /Windows/.test(agent)
        ? "Windows"
        : /Mac OS X/.test(agent)
          ? "macOS"
          : /Linux/.test(agent)
            ? "Linux"
            : "this device";
  return `${browser} on ${system}`;
}
