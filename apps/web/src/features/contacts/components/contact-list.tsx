import type { ContactView } from "@nightbell/shared/views/views";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { deleteContact } from "../api/save-contact.ts";
import { contactMark } from "../model/contacts.ts";
import classes from "./contacts.module.css";
import { VerifyPhone } from "./verify-phone.tsx";

const KINDS: Record<ContactView["kind"], string> = {
  phone: "Texts and calls",
  webpush: "Browser notifications",
  email: "E-mail, sent with the notifications",
};
const CHANNELS = { push: "Push", sms: "SMS", voice: "Calls" };

/** The person's ways to be reached; an unverified phone carries its verification. */
export function ContactList({ team, contacts }: { team: string; contacts: readonly ContactView[] }) {
  return (
    <ul className={classes.list}>
      {contacts.map((contact) => (
        <li key={contact.id} className={classes.contact}>
          <ContactRow team={team} contact={contact} />
          {contact.kind === "phone" && contact.verifiedAt === null ? (
            <VerifyPhone team={team} contact={contact} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function ContactRow({ team, contact }: { team: string; contact: ContactView }) {
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <span className={classes.label}>{contact.label}</span>
        <span className={classes.soft}>
          {KINDS[contact.kind]}
          {contact.verifiedAt === null ? null : (
            <>
              {" "}
              · verified <When at={contact.verifiedAt} show="relative" />
            </>
          )}
          {contact.canReply || contact.kind !== "phone"
            ? null
            : " · replies by SMS do not work in this country; press 1 in the call"}
        </span>
        {contact.problems.map((problem) => (
          <span key={problem.channel} className={classes.problem}>
            {CHANNELS[problem.channel]}: {problem.reason} (<When at={problem.at} />)
          </span>
        ))}
      </div>
      <StateMark mark={contactMark(contact)} />
      {contact.kind === "email" ? (
        <span className={classes.soft}>your sign-in address</span>
      ) : (
        <Remove team={team} contact={contact} />
      )}
    </div>
  );
}

function Remove({ team, contact }: { team: string; contact: ContactView }) {
  const [asking, setAsking] = useState(false);
  const remove = useSave(team, () => deleteContact(team, contact.id), { done: () => `${contact.label} is removed.` });
  if (!asking)
    return (
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        Remove…
      </Button>
    );
  return (
    <span className={classes.ask}>
      <Button size="xs" color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
        Remove
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </span>
  );
}
