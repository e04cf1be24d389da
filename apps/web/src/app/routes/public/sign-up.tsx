import { createLazyRoute, Link, useRouter } from "@tanstack/react-router";
import { AuthCard } from "../../../features/account/components/auth-card.tsx";
import { SignUpForm } from "../../../features/account/components/sign-up-form.tsx";
import { safeNext } from "../../../lib/auth/next.ts";
import { isLoopback } from "../../../lib/loopback.ts";

export const Route = createLazyRoute("/sign-up")({ component: SignUp });

function SignUp() {
  const search = Route.useSearch();
  const { history } = useRouter();
  const next = safeNext(search.next);
  return (
    <AuthCard
      title="Sign up"
      lead="No card, no company size. You can be paged in three minutes."
      footer={
        <>
          You have an account?{" "}
          <Link to="/sign-in" search={search}>
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm next={next} local={isLoopback()} onDone={() => history.push(next)} />
    </AuthCard>
  );
}
