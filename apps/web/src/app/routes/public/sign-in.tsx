import { createLazyRoute, Link, useRouter } from "@tanstack/react-router";
import { AuthCard } from "../../../features/account/components/auth-card.tsx";
import { SignInForm } from "../../../features/account/components/sign-in-form.tsx";
import { safeNext } from "../../../lib/auth/next.ts";
import { isLoopback } from "../../../lib/loopback.ts";

export const Route = createLazyRoute("/sign-in")({ component: SignIn });

function SignIn() {
  const search = Route.useSearch();
  const { history } = useRouter();
  const next = safeNext(search.next);
  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          New here?{" "}
          <Link to="/sign-up" search={search}>
            Sign up
          </Link>
        </>
      }
    >
      <SignInForm next={next} local={isLoopback()} onDone={() => history.push(next)} />
    </AuthCard>
  );
}
