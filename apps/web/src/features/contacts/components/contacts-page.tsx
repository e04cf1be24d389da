import type { ContactView } from "@nightbell/shared/views/views";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import { contactsSentence, hasWakeUp } from "../model/contacts.ts";
import { AddPhone } from "./add-phone.tsx";
import { ContactList } from "./contact-list.tsx";
import { EnablePush } from "./enable-push.tsx";

type Props = { team: string; contacts: readonly ContactView[]; vapidKey: string };

/** How this person is reached: phones, browsers, e-mail. */
export function ContactsPage({ team, contacts, vapidKey }: Props) {
  const awake = hasWakeUp(contacts);
  return (
    <Page title="How we reach you" lead={contactsSentence(contacts)} narrow>
      <Section title={awake ? "Add another phone" : "Add your phone"}>
        <AddPhone team={team} first={!awake} />
      </Section>
      {contacts.length === 0 ? null : (
        <Section title="Your contacts" flush>
          <ContactList team={team} contacts={contacts} />
        </Section>
      )}
      <Section title="This browser">
        <EnablePush team={team} vapidKey={vapidKey} />
      </Section>
    </Page>
  );
}
