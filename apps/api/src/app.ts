import { tenant } from "./auth/tenant.ts";
import { notFound, onError } from "./http/errors.ts";
import { resource } from "./http/openapi.ts";
import { requestScope } from "./http/request.ts";
import { csrf, limitBody, securityHeaders } from "./http/security.ts";
import { auth } from "./routes/auth.ts";
import { contacts } from "./routes/contacts.ts";
import { heartbeats } from "./routes/heartbeats.ts";
import { incidents } from "./routes/incidents.ts";
import { invitations } from "./routes/invitations.ts";
import { me } from "./routes/me.ts";
import { members } from "./routes/members.ts";
import { monitors } from "./routes/monitors.ts";
import { team } from "./routes/team.ts";

const root = resource();
root.onError(onError);
root.notFound(notFound);
root.use(requestScope, securityHeaders);
root.use("/api/*", limitBody, csrf);
root.use("/api/teams/:team/*", tenant);
root.route("/api/auth", auth);

/** The API of the dashboard; chained, so that `hono/client` knows every route. */
export const app = root
  .route("/api/me", me)
  .route("/api/teams/:team", team)
  .route("/api/teams/:team/heartbeats", heartbeats)
  .route("/api/teams/:team/monitors", monitors)
  .route("/api/teams/:team/incidents", incidents)
  .route("/api/teams/:team/members", members)
  .route("/api/teams/:team/invitations", invitations)
  .route("/api/teams/:team/contacts", contacts);

export type AppType = typeof app;
