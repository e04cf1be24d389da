import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useRouter } from "@tanstack/react-router";
import { meQuery } from "../../../features/account/api/get-me.ts";
import { AcceptInvitation } from "../../../features/account/components/accept-invitation.tsx";
import { Pending } from "../../fallbacks.tsx";

export const Route = createLazyRoute("/invite/$id")({ component: Invitation });

function Invitation() {
  const { id } = Route.useParams();
  const { history } = useRouter();
  const me = useQuery({ ...meQuery, retry: false });
  if (me.isPending) return <Pending />;
  return (
    <AcceptInvitation
      invitation={id}
      me={me.data ?? null}
      onAccepted={() => history.push("/t")}
      onSignedOut={() => history.push(`/sign-in?next=${encodeURIComponent(`/invite/${id}`)}`)}
    />
  );
}
