import { expect, test } from "vitest";
import type { Incident } from "../incident/incident.ts";
import { dropIncident, incidentTable, newestOf, openOf, putIncident } from "./incident-table.ts";

const incident = (n: number, change: Partial<Incident> = {}): Incident => ({
  id: `inc_00000${n}`,
  key: "monitor:mon_1",
  kind: "down",
  urgency: "high",
  source: { kind: "monitor", id: "mon_1" },
  name: "shop",
  title: "shop: 503",
  state: "resolved",
  startedAt: n,
  firstAt: n,
  openedAt: n,
  openedSeq: n,
  resolvedAt: n,
  missed: null,
  reopens: 0,
  flap: null,
  lastAcker: null,
  page: null,
  policy: null,
  evidence: null,
  ...change,
});

test("what happens to an older incident of a key does not hide the open one", () => {
  const open = incident(2, { state: "open", resolvedAt: null });
  const incidents = putIncident(incidentTable([incident(1), open]), incident(1, { lastAcker: "ana" }));
  expect(openOf({ incidents }, open.key)).toBe(open);
});

test("a key that is forgotten has none, and the order in which they come is no matter", () => {
  const incidents = incidentTable([incident(2), incident(1)]);
  expect(newestOf({ incidents }, "monitor:mon_1")?.id).toBe("inc_000002");
  expect(newestOf({ incidents: dropIncident(incidents, incident(2)) }, "monitor:mon_1")).toBeUndefined();
});
