import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { notifyError } from "../../../lib/notice.ts";

/** Ends the session. The sign-in client is fetched only now: no other screen of the dashboard needs it. */
export function SignOutButton({ onDone }: { onDone: () => void }) {
  const leave = useMutation({
    mutationFn: async () => (await import("../api/auth.ts")).signOut(),
    onSuccess: onDone,
    onError: notifyError,
  });
  return (
    <Button variant="subtle" size="compact-sm" loading={leave.isPending} onClick={() => leave.mutate()}>
      Sign out
    </Button>
  );
}
