import { createRoute } from "@tanstack/react-router";
import { root } from "./root-route.ts";
import { magicSearch, nextSearch, tokenSearch } from "./search.ts";

const landing = createRoute({ getParentRoute: () => root, path: "/" }).lazy(() =>
  import("./routes/public/landing.tsx").then((m) => m.Route),
);
const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", validateSearch: nextSearch }).lazy(() =>
  import("./routes/public/sign-in.tsx").then((m) => m.Route),
);
const signUp = createRoute({ getParentRoute: () => root, path: "/sign-up", validateSearch: nextSearch }).lazy(() =>
  import("./routes/public/sign-up.tsx").then((m) => m.Route),
);
const magic = createRoute({
  getParentRoute: () => root,
  path: "/magic",
  validateSearch: magicSearch,
}).lazy(() => import("./routes/public/magic.tsx").then((m) => m.Route));
const newPassword = createRoute({
  getParentRoute: () => root,
  path: "/new-password",
  validateSearch: tokenSearch,
}).lazy(() => import("./routes/public/new-password.tsx").then((m) => m.Route));
const invitation = createRoute({ getParentRoute: () => root, path: "/invite/$id" }).lazy(() =>
  import("./routes/public/invitation.tsx").then((m) => m.Route),
);

/** What one sees without signing in. */
export const publicRoutes = [landing, signIn, signUp, magic, newPassword, invitation] as const;
