import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, type RouterHistory } from "@tanstack/react-router";
import { guardsQuery } from "../features/guards/api/get-guards.ts";
import { heartbeatQuery } from "../features/heartbeats/api/get-heartbeat.ts";
import { incidentQuery, incidentsQuery } from "../features/incidents/api/get-incident.ts";
import { maintenanceQuery } from "../features/maintenance/api/get-maintenance.ts";
import { monitorQuery } from "../features/monitors/api/get-monitor.ts";
import { onCallQuery } from "../features/oncall/api/get-on-call.ts";
import { probesQuery } from "../features/probes/api/get-probes.ts";
import { coverageQuery } from "../features/coverage/api/get-coverage.ts";
import { policiesQuery } from "../features/policies/api/get-policies.ts";
import { contactsQuery } from "../features/contacts/api/get-contacts.ts";
import { invitationsQuery, membersQuery } from "../features/team/api/get-members.ts";
import { enterTeam, enterTeams } from "./enter.ts";
import { Broken, Missing, Pending } from "./fallbacks.tsx";
import { publicRoutes } from "./public-routes.ts";
import { root } from "./root-route.ts";
import {
  heartbeatSearch,
  heartbeatsSearch,
  importSearch,
  incidentSearch,
  monitorSearch,
  monitorsSearch,
  newHeartbeatSearch,
  onCallSearch,
  overviewSearch,
} from "./search.ts";

const teams = createRoute({
  getParentRoute: () => root,
  path: "/t",
  beforeLoad: ({ context }) => enterTeams(context.queryClient),
});

const team = createRoute({
  getParentRoute: () => root,
  path: "/t/$team",
  beforeLoad: ({ context, params, location }) => enterTeam(context.queryClient, params.team, location.href),
}).lazy(() => import("./routes/team/layout.tsx").then((m) => m.Route));

/** A loader starts the page's own request and does not wait for it: the page shows its loading state at once. */
const overview = createRoute({
  getParentRoute: () => team,
  path: "/",
  validateSearch: overviewSearch,
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(contactsQuery(params.team));
    void context.queryClient.prefetchQuery(membersQuery(params.team));
  },
}).lazy(() => import("./routes/team/overview.tsx").then((m) => m.Route));
const heartbeats = createRoute({
  getParentRoute: () => team,
  path: "/heartbeats",
  validateSearch: heartbeatsSearch,
}).lazy(() => import("./routes/team/heartbeats.tsx").then((m) => m.Route));
const heartbeatNew = createRoute({
  getParentRoute: () => team,
  path: "/heartbeats/new",
  validateSearch: newHeartbeatSearch,
}).lazy(() => import("./routes/team/heartbeat-new.tsx").then((m) => m.Route));
const heartbeat = createRoute({
  getParentRoute: () => team,
  path: "/heartbeats/$id",
  validateSearch: heartbeatSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(heartbeatQuery(params.team, params.id)),
}).lazy(() => import("./routes/team/heartbeat.tsx").then((m) => m.Route));
const heartbeatEdit = createRoute({ getParentRoute: () => team, path: "/heartbeats/$id/edit" }).lazy(() =>
  import("./routes/team/heartbeat-edit.tsx").then((m) => m.Route),
);
const monitors = createRoute({
  getParentRoute: () => team,
  path: "/monitors",
  validateSearch: monitorsSearch,
}).lazy(() => import("./routes/team/monitors.tsx").then((m) => m.Route));
const monitorNew = createRoute({ getParentRoute: () => team, path: "/monitors/new" }).lazy(() =>
  import("./routes/team/monitor-new.tsx").then((m) => m.Route),
);
const monitorsImport = createRoute({
  getParentRoute: () => team,
  path: "/monitors/import",
  validateSearch: importSearch,
}).lazy(() => import("./routes/team/monitors-import.tsx").then((m) => m.Route));
const monitor = createRoute({
  getParentRoute: () => team,
  path: "/monitors/$id",
  validateSearch: monitorSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(monitorQuery(params.team, params.id)),
}).lazy(() => import("./routes/team/monitor.tsx").then((m) => m.Route));
const monitorEdit = createRoute({ getParentRoute: () => team, path: "/monitors/$id/edit" }).lazy(() =>
  import("./routes/team/monitor-edit.tsx").then((m) => m.Route),
);
const maintenance = createRoute({
  getParentRoute: () => team,
  path: "/maintenance",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(maintenanceQuery(params.team)),
}).lazy(() => import("./routes/team/maintenance.tsx").then((m) => m.Route));
const maintenanceNew = createRoute({ getParentRoute: () => team, path: "/maintenance/new" }).lazy(() =>
  import("./routes/team/maintenance-new.tsx").then((m) => m.Route),
);
const maintenanceEdit = createRoute({ getParentRoute: () => team, path: "/maintenance/$id/edit" }).lazy(() =>
  import("./routes/team/maintenance-edit.tsx").then((m) => m.Route),
);
const probes = createRoute({
  getParentRoute: () => team,
  path: "/probes",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(probesQuery(params.team)),
}).lazy(() => import("./routes/team/probes.tsx").then((m) => m.Route));
const guards = createRoute({
  getParentRoute: () => team,
  path: "/guards",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(guardsQuery(params.team)),
}).lazy(() => import("./routes/team/guards.tsx").then((m) => m.Route));
const guardNew = createRoute({ getParentRoute: () => team, path: "/guards/new" }).lazy(() =>
  import("./routes/team/guard-new.tsx").then((m) => m.Route),
);
const guardEdit = createRoute({ getParentRoute: () => team, path: "/guards/$id/edit" }).lazy(() =>
  import("./routes/team/guard-edit.tsx").then((m) => m.Route),
);
const incidents = createRoute({
  getParentRoute: () => team,
  path: "/incidents",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(incidentsQuery(params.team)),
}).lazy(() => import("./routes/team/incidents.tsx").then((m) => m.Route));
const incident = createRoute({
  getParentRoute: () => team,
  path: "/incidents/$id",
  validateSearch: incidentSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(incidentQuery(params.team, params.id)),
}).lazy(() => import("./routes/team/incident.tsx").then((m) => m.Route));
const onCall = createRoute({
  getParentRoute: () => team,
  path: "/on-call",
  validateSearch: onCallSearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(onCallQuery(params.team)),
}).lazy(() => import("./routes/team/on-call.tsx").then((m) => m.Route));
const rotaNew = createRoute({ getParentRoute: () => team, path: "/on-call/rota/new" }).lazy(() =>
  import("./routes/team/on-call-rota-new.tsx").then((m) => m.Route),
);
const rotaEdit = createRoute({ getParentRoute: () => team, path: "/on-call/rota/$rota" }).lazy(() =>
  import("./routes/team/on-call-rota-edit.tsx").then((m) => m.Route),
);
const policies = createRoute({
  getParentRoute: () => team,
  path: "/policies",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(policiesQuery(params.team)),
}).lazy(() => import("./routes/team/policies.tsx").then((m) => m.Route));
const policyNew = createRoute({ getParentRoute: () => team, path: "/policies/new" }).lazy(() =>
  import("./routes/team/policy-new.tsx").then((m) => m.Route),
);
const policyEdit = createRoute({ getParentRoute: () => team, path: "/policies/$policy" }).lazy(() =>
  import("./routes/team/policy-edit.tsx").then((m) => m.Route),
);
const coverage = createRoute({
  getParentRoute: () => team,
  path: "/coverage",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(coverageQuery(params.team)),
}).lazy(() => import("./routes/team/coverage.tsx").then((m) => m.Route));
const contacts = createRoute({ getParentRoute: () => team, path: "/contacts" }).lazy(() =>
  import("./routes/team/contacts.tsx").then((m) => m.Route),
);
const members = createRoute({
  getParentRoute: () => team,
  path: "/members",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(invitationsQuery(params.team)),
}).lazy(() => import("./routes/team/members.tsx").then((m) => m.Route));
const settings = createRoute({ getParentRoute: () => team, path: "/settings" }).lazy(() =>
  import("./routes/team/settings.tsx").then((m) => m.Route),
);
const integrations = createRoute({ getParentRoute: () => team, path: "/integrations" }).lazy(() =>
  import("./routes/team/integrations.tsx").then((m) => m.Route),
);
const more = createRoute({ getParentRoute: () => team, path: "/more" }).lazy(() =>
  import("./routes/team/more.tsx").then((m) => m.Route),
);

const tree = root.addChildren([
  ...publicRoutes,
  teams,
  team.addChildren([
    overview,
    heartbeats,
    heartbeatNew,
    heartbeat,
    heartbeatEdit,
    monitors,
    monitorNew,
    monitorsImport,
    monitor,
    monitorEdit,
    maintenance,
    maintenanceNew,
    maintenanceEdit,
    probes,
    guards,
    guardNew,
    guardEdit,
    incidents,
    incident,
    onCall,
    rotaNew,
    rotaEdit,
    policies,
    policyNew,
    policyEdit,
    coverage,
    contacts,
    members,
    settings,
    integrations,
    more,
  ]),
]);

/** The routes over one query cache. @param history memory in tests, the browser's otherwise */
export const makeRouter = (queryClient: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    context: { queryClient },
    ...(history === undefined ? {} : { history }),
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 120,
    scrollRestoration: true,
    defaultPendingComponent: Pending,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Missing,
  });

export type AppRouter = ReturnType<typeof makeRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
