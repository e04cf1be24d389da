import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { contactsQuery } from "../../../features/contacts/api/get-contacts.ts";
import { ContactsPage } from "../../../features/contacts/components/contacts-page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/contacts")({ component: Contacts });

function Contacts() {
  const { team, view } = useTeam();
  const contacts = useQuery(contactsQuery(team));
  return (
    <QueryPage query={contacts} title="How we reach you">
      {(data) => <ContactsPage team={team} contacts={data} vapidKey={view.vapidKey} />}
    </QueryPage>
  );
}
