import { tenant } from "./auth/tenant.ts";
import { compatApp } from "./compat/app.ts";
import { documentOf, pageOf } from "./http/document.ts";
import { notFound, onError } from "./http/errors.ts";
import { resource } from "./http/openapi.ts";
import { requestScope } from "./http/request.ts";
import { csrf, limitBody, securityHeaders } from "./http/security.ts";
import { apiKeys } from "./routes/api-keys.ts";
import { auth } from "./routes/auth.ts";
import { backup } from "./routes/backup.ts";
import { calendarApp } from "./routes/calendar.ts";
import { channels } from "./routes/channels.ts";
import { contacts } from "./routes/contacts.ts";
import { domains } from "./routes/domains.ts";
import { feeds } from "./routes/feeds.ts";
import { guards } from "./routes/guards.ts";
import { heartbeats } from "./routes/heartbeats.ts";
import { incidents } from "./routes/incidents.ts";
import { invitations } from "./routes/invitations.ts";
import { maintenance } from "./routes/maintenance.ts";
import { me } from "./routes/me.ts";
import { members } from "./routes/members.ts";
import { monitors } from "./routes/monitors.ts";
import { coverage, onCall, travelling } from "./routes/on-call.ts";
import { pingKeys } from "./routes/ping-keys.ts";
import { escalation, policies } from "./routes/policies.ts";
import { privateProbe } from "./routes/private-probe.ts";
import { probes } from "./routes/probes.ts";
import { rotas } from "./routes/rotas.ts";
import { team } from "./routes/team.ts";

const root = resource();
root.onError(onError);
root.notFound(notFound);
root.use(requestScope, securityHeaders);
// Before what is for browsers only: programs bring a key, and know no origin.
for (const version of [1, 2, 3] as const) root.route(`/api/v${version}`, compatApp(version));
root.route("/v1/probe", privateProbe);
root.route("/api/ical", calendarApp);
root.use("/api/*", limitBody, csrf);
root.use("/api/teams/:team/*", tenant);
root.route("/api/auth", auth);

/** The API of the dashboard; chained, so that `hono/client` knows every route. */
export const app = root
  .route("/api/me", me)
  .route("/api/teams/:team", team)
  .route("/api/teams/:team/heartbeats", heartbeats)
  .route("/api/teams/:team/monitors", monitors)
  .route("/api/teams/:team/maintenance", maintenance)
  .route("/api/teams/:team/probes", probes)
  .route("/api/teams/:team/domains", domains)
  .route("/api/teams/:team/guards", guards)
  .route("/api/teams/:team/incidents", incidents)
  .route("/api/teams/:team/members", members)
  .route("/api/teams/:team/invitations", invitations)
  .route("/api/teams/:team/contacts", contacts)
  .route("/api/teams/:team/ping-keys", pingKeys)
  .route("/api/teams/:team/api-keys", apiKeys)
  .route("/api/teams/:team/channels", channels)
  .route("/api/teams/:team/on-call", onCall)
  .route("/api/teams/:team/coverage", coverage)
  .route("/api/teams/:team/policies", policies)
  .route("/api/teams/:team/escalation", escalation)
  .route("/api/teams/:team/rotas", rotas)
  .route("/api/teams/:team/travel", travelling)
  .route("/api/teams/:team/backup", backup)
  .route("/api/teams/:team/feeds", feeds);

export type AppType = typeof app;

app.openAPIRegistry.registerComponent("securitySchemes", "session", {
  type: "apiKey",
  in: "cookie",
  name: "__Host-nightbell.session_token",
});
app.get("/api/openapi.json", (c) => c.json(documentOf(app, c.var.base.settings.PUBLIC_URL)));
app.get("/docs", (c) => c.html(pageOf(documentOf(app, c.var.base.settings.PUBLIC_URL))));
