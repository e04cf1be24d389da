/**
 * What is asked of each route of a team: a valid body, and which roles may. The test fails for a route that is not here.
 * Ids in paths are filled with `ids`.
 */
export type Row = { body?: unknown; may: "read" | "operate" | "administer" | "own" };

export const SCHEDULE = { kind: "period", seconds: 3600 } as const;
export const HEARTBEAT = { name: "Backup", schedule: SCHEDULE, graceSeconds: 600 };
export const GUARD = { name: "Prune backups", quietSeconds: 60 };
export const MONITOR = { name: "Shop", url: "https://example.com/" };

export const MATRIX: Record<string, Row> = {
  "PATCH /api/teams/{team}": { body: { name: "Renamed" }, may: "administer" },
  "GET /api/teams/{team}/overview": { may: "read" },
  "GET /api/teams/{team}/live": { may: "read" },
  "PATCH /api/teams/{team}/clock": { body: { factor: 60 }, may: "operate" },
  "POST /api/teams/{team}/clock/advance": { body: { ms: 0 }, may: "operate" },
  "POST /api/teams/{team}/heartbeats": { body: HEARTBEAT, may: "operate" },
  "POST /api/teams/{team}/heartbeats/preview": { body: { schedule: SCHEDULE }, may: "read" },
  "GET /api/teams/{team}/heartbeats/{id}": { may: "read" },
  "PATCH /api/teams/{team}/heartbeats/{id}": { body: { name: "Other" }, may: "operate" },
  "DELETE /api/teams/{team}/heartbeats/{id}": { may: "operate" },
  "POST /api/teams/{team}/heartbeats/{id}/pause": { may: "operate" },
  "POST /api/teams/{team}/heartbeats/{id}/resume": { may: "operate" },
  "POST /api/teams/{team}/heartbeats/batch": { body: { heartbeats: [HEARTBEAT] }, may: "operate" },
  "POST /api/teams/{team}/heartbeats/{id}/normal": { body: { rule: "too_short" }, may: "operate" },
  "POST /api/teams/{team}/heartbeats/{id}/rotate": { may: "operate" },
  "GET /api/teams/{team}/heartbeats/{id}/pings": { may: "read" },
  "GET /api/teams/{team}/heartbeats/{id}/flips": { may: "read" },
  "GET /api/teams/{team}/heartbeats/{id}/pings/{seq}/body": { may: "read" },
  "POST /api/teams/{team}/monitors": { body: MONITOR, may: "operate" },
  "GET /api/teams/{team}/monitors/{id}": { may: "read" },
  "PATCH /api/teams/{team}/monitors/{id}": { body: { name: "Other" }, may: "operate" },
  "DELETE /api/teams/{team}/monitors/{id}": { may: "operate" },
  "POST /api/teams/{team}/monitors/{id}/pause": { may: "operate" },
  "POST /api/teams/{team}/monitors/{id}/resume": { may: "operate" },
  "GET /api/teams/{team}/guards": { may: "read" },
  "POST /api/teams/{team}/guards": { body: GUARD, may: "operate" },
  "PATCH /api/teams/{team}/guards/{id}": { body: { ttlSeconds: 600 }, may: "operate" },
  "DELETE /api/teams/{team}/guards/{id}": { may: "operate" },
  "GET /api/teams/{team}/incidents": { may: "read" },
  "GET /api/teams/{team}/incidents/{id}": { may: "read" },
  "POST /api/teams/{team}/incidents/{id}/ack": { may: "operate" },
  "POST /api/teams/{team}/incidents/{id}/escalate": { may: "operate" },
  "POST /api/teams/{team}/incidents/{id}/resolve": { may: "operate" },
  "POST /api/teams/{team}/incidents/{id}/snooze": { body: { seconds: 3600 }, may: "operate" },
  "POST /api/teams/{team}/incidents/{id}/assign": { body: { user: "usr_x" }, may: "operate" },
  "POST /api/teams/{team}/incidents/{id}/note": { body: { text: "seen" }, may: "operate" },
  "GET /api/teams/{team}/members": { may: "read" },
  "PATCH /api/teams/{team}/members/me": { body: { badSignal: true }, may: "read" },
  "DELETE /api/teams/{team}/members/{user}": { may: "administer" },
  "GET /api/teams/{team}/invitations": { may: "administer" },
  "POST /api/teams/{team}/invitations": { body: { email: "new@example.com", role: "viewer" }, may: "administer" },
  "DELETE /api/teams/{team}/invitations/{id}": { may: "administer" },
  "GET /api/teams/{team}/contacts": { may: "read" },
  "POST /api/teams/{team}/contacts": { body: { kind: "phone", number: "+43 664 1234567" }, may: "read" },
  "POST /api/teams/{team}/contacts/{id}/code": { body: { via: "sms" }, may: "read" },
  "POST /api/teams/{team}/contacts/{id}/verify": { body: { code: "123456" }, may: "read" },
  "DELETE /api/teams/{team}/contacts/{id}": { may: "read" },
  "GET /api/teams/{team}/ping-keys": { may: "operate" },
  "POST /api/teams/{team}/ping-keys": { may: "operate" },
  "DELETE /api/teams/{team}/ping-keys/{id}": { may: "operate" },
  "GET /api/teams/{team}/api-keys": { may: "administer" },
  "POST /api/teams/{team}/api-keys": { body: { name: "Terraform", access: "write" }, may: "administer" },
  "DELETE /api/teams/{team}/api-keys/{id}": { may: "administer" },
  "GET /api/teams/{team}/channels": { may: "administer" },
  "POST /api/teams/{team}/channels": { body: { name: "Ana", userId: "usr_x" }, may: "administer" },
  "DELETE /api/teams/{team}/channels/{id}": { may: "administer" },
};
