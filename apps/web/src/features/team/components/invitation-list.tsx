import { Button } from "@mantine/core";
import type { InvitationView } from "@nightbell/shared/views/views";
import { useSave } from "../../../lib/api/use-save.ts";
import { When } from "../../../ui/when.tsx";
import { withdrawInvitation } from "../api/save-team.ts";
import classes from "./members.module.css";

type Props = { team: string; invitations: readonly InvitationView[]; manages: boolean };

/** Who has been invited and has not come yet. */
export function InvitationList({ team, invitations, manages }: Props) {
  const withdraw = useSave(team, (id: string) => withdrawInvitation(team, id), {
    done: () => "The invitation is withdrawn.",
  });
  return (
    <ul className={classes.list}>
      {invitations.map((invitation) => (
        <li key={invitation.id} className={classes.item}>
          <div className={classes.words}>
            <span className={classes.name}>{invitation.email}</span>
            <span className={classes.soft}>
              as {invitation.role} · good until <When at={invitation.expiresAt} show="absolute" />
            </span>
          </div>
          {manages ? (
            <Button
              size="xs"
              variant="default"
              loading={withdraw.isPending && withdraw.variables === invitation.id}
              onClick={() => withdraw.mutate(invitation.id)}
            >
              Withdraw
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
