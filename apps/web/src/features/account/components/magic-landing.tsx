import { Button } from "@mantine/core";
import { redeemToken } from "../api/auth.ts";
import { authMessage } from "../model/auth-message.ts";
import { AuthCard, Fault } from "./auth-card.tsx";
import { useAuthStep } from "./use-auth-step.ts";

type Props = { token: string | undefined; error: string | undefined; onDone: () => void };

/** Where a link from a mail lands. Signing in needs a tap, so that a mail scanner does not use the link up. */
export function MagicLanding({ token, error, onDone }: Props) {
  const enter = useAuthStep((value: string) => redeemToken(value), onDone);
  if (token === undefined || error !== undefined) {
    return (
      <AuthCard title="This link does not work" lead={authMessage(error ?? "INVALID_TOKEN", "Ask for a new one.")}>
        <Button component="a" href="/sign-in" size="md">
          Get a new link
        </Button>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Sign in to Nightbell">
      <Fault error={enter.error} />
      <Button size="md" loading={enter.isPending} onClick={() => enter.mutate(token)}>
        Sign in
      </Button>
    </AuthCard>
  );
}
