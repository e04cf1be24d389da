import { Button } from "@mantine/core";
import type { MeView } from "@nightbell/shared/views/views";
import { notifyDone } from "../../../lib/notice.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { acceptInvitation, sendConfirmation, signOut } from "../api/auth.ts";
import { AuthCard, Fault } from "./auth-card.tsx";
import { useAuthStep } from "./use-auth-step.ts";

type Props = { invitation: string; me: MeView | null; onAccepted: () => void; onSignedOut: () => void };

const pathOf = (invitation: string): string => `/invite/${invitation}`;

/** Joining a team by invitation; who is not signed in signs up or in first, and comes back here. */
export function AcceptInvitation({ invitation, me, onAccepted, onSignedOut }: Props) {
  if (me !== null)
    return <Join invitation={invitation} email={me.user.email} onAccepted={onAccepted} onSignedOut={onSignedOut} />;
  const next = pathOf(invitation);
  return (
    <AuthCard
      title="You are invited"
      lead="Somebody wants you on their team, to be called when something breaks. Use the e-mail address that got the invitation."
    >
      <ButtonLink to="/sign-up" search={{ next }} size="md">
        Sign up and join
      </ButtonLink>
      <ButtonLink to="/sign-in" search={{ next }} size="md" variant="default">
        I have an account
      </ButtonLink>
    </AuthCard>
  );
}

function Join({ invitation, email, onAccepted, onSignedOut }: Omit<Props, "me"> & { email: string }) {
  const accept = useAuthStep(() => acceptInvitation(invitation), onAccepted);
  const leave = useAuthStep(() => signOut(), onSignedOut);
  const confirm = useAuthStep(
    () => sendConfirmation(email, pathOf(invitation)),
    () => notifyDone(`A mail is on its way to ${email}.`),
  );
  return (
    <AuthCard
      title="You are invited"
      lead={
        <>
          You are signed in as <strong>{email}</strong>.
        </>
      }
    >
      <Fault error={accept.error ?? leave.error ?? confirm.error} />
      <Button size="md" loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
        Join the team
      </Button>
      {accept.error === null ? null : (
        <Button size="md" variant="default" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
          Mail me the confirmation link again
        </Button>
      )}
      <Button size="md" variant="default" loading={leave.isPending} onClick={() => leave.mutate(undefined)}>
        Use another account
      </Button>
    </AuthCard>
  );
}
