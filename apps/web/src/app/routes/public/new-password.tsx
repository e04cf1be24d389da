import { createLazyRoute } from "@tanstack/react-router";
import { NewPassword } from "../../../features/account/components/new-password.tsx";

export const Route = createLazyRoute("/new-password")({ component: ChoosePassword });

function ChoosePassword() {
  const { token } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <NewPassword token={token} onDone={() => void navigate({ to: "/sign-in", search: {} })} />;
}
