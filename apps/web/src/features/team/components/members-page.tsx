import type { Role } from "@nightbell/shared/team/config";
import type { InvitationView, MemberView } from "@nightbell/shared/views/views";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { mayManage, teamSentence } from "../model/members.ts";
import { InvitationList } from "./invitation-list.tsx";
import { InviteForm } from "./invite-form.tsx";
import { MemberRow } from "./member-row.tsx";
import classes from "./members.module.css";

type Props = {
  team: string;
  me: string;
  role: Role;
  members: readonly MemberView[];
  invitations: readonly InvitationView[];
};

/** Who is in the team, how each is reached, and whom to invite. */
export function MembersPage({ team, me, role, members, invitations }: Props) {
  const manages = mayManage(role);
  return (
    <Page title="People" lead={teamSentence(members)} narrow>
      <Section title="Members" flush>
        <ul className={classes.list}>
          {members.map((member) => (
            <li key={member.id} className={classes.item}>
              <MemberRow
                team={team}
                member={member}
                isMe={member.id === me}
                removable={manages && member.id !== me && member.role !== "owner"}
              />
            </li>
          ))}
        </ul>
      </Section>
      {manages ? (
        <Section title="Invite somebody">
          <InviteForm team={team} role={role} />
        </Section>
      ) : (
        <p className={stack.soft}>Owners and admins invite people.</p>
      )}
      {invitations.length === 0 ? null : (
        <Section title="Invited" flush>
          <InvitationList team={team} invitations={invitations} manages={manages} />
        </Section>
      )}
    </Page>
  );
}
