import type { Decision } from "../team/decision.ts";
import { lastCall } from "./claim.ts";
import { REDIAL } from "./ladder.ts";
import type { Send } from "./page.ts";
import { contactsFor } from "./reach.ts";

/**
 * An SMS that did not arrive pulls the call forward: dial now, redial a minute later, and drop the calls that the
 * step had planned for that person (spec "oncall" §5).
 */
export function pullCall(d: Decision, sms: Send): void {
  const page = d.state.pages[sms.page];
  if (!page || page.state !== "firing" || page.gen !== sms.gen || !page.step || sms.about !== "down") return;
  if (lastCall(d.state, sms.user, page.id, page.step.number)) return;
  const [contact] = contactsFor(d.state, sms.user, "voice");
  if (!contact) return;
  const dropped = Object.values(d.state.sends)
    .filter(
      (send) => send.page === page.id && send.user === sms.user && send.channel === "voice" && send.state === "planned",
    )
    .map((send) => send.id);
  const call = { user: sms.user, channel: "voice", contact: contact.id, about: "down" } as const;
  d.emit({
    kind: "page.widened",
    subject: page.id,
    data: {
      why: "fail-over",
      users: [],
      sends: [
        { ...call, due: d.now },
        { ...call, due: d.now + REDIAL },
      ],
      handoffAt: page.step.handoffAt,
      dropped,
    },
  });
}
