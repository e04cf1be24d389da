import { alerting } from "@nightbell/shared/incident/alerting";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  alertingField,
  alertingForm,
  alertingOf,
  alertOptions,
  chosen,
  newAlerting,
  parentOptions,
} from "./alerting-form.ts";

const policies = [
  { id: null, name: "Default ladder", isDefault: false },
  { id: "pol_1", name: "Weekdays first", isDefault: true },
  { id: "pol_2", name: "Nights", isDefault: false },
];

it("sends what it was shown", () => {
  const choice = fc.constantFrom("page", "tell", "pol_1");
  const minutes = fc.option(fc.integer({ min: 1, max: 10_080 }));
  fc.assert(
    fc.property(choice, choice, minutes, (urgent, other, pageAfterMinutes) => {
      const settings = { urgent, other, pageAfterMinutes };
      expect(alertingOf(alertingForm(settings))).toEqual(settings);
    }),
  );
});

it("forgets when it would page once nothing is only told", () => {
  const told = { urgent: "page", other: "tell", pageAfter: 30 };
  expect(chosen(told, "monitor")).toEqual(told);
  expect(chosen(told, "heartbeat")).toEqual({ ...told, pageAfter: "" });
  expect(chosen({ ...told, urgent: "tell" }, "heartbeat").pageAfter).toBe(30);
});

it("pages by the team’s policy until somebody says otherwise", () =>
  expect(alerting.parse({})).toEqual(alertingOf(newAlerting)));

it("finds the field of a fault", () => {
  const parsed = alerting.safeParse(alertingOf({ ...newAlerting, pageAfter: 20_000 }));
  expect(
    parsed.error?.issues.map(({ path, message }) => [alertingField(`alerting.${path.join(".")}`), message]),
  ).toEqual([["alerting.pageAfter", "at most a week"]]);
  expect(["parents.3", "alerting", "name"].map(alertingField)).toEqual(["parents", "alerting.urgent", null]);
});

it("names the team’s policy, and offers every other by its own name", () => {
  expect(alertOptions(policies, "page")).toEqual([
    { value: "page", label: "page by the team’s policy, “Weekdays first”" },
    { value: "pol_1", label: "page by “Weekdays first”" },
    { value: "pol_2", label: "page by “Nights”" },
    { value: "tell", label: "only tell, once" },
  ]);
});

it("keeps a policy that is gone, and says what pages now", () => {
  const last = (known: typeof policies | null) => alertOptions(known, "pol_9").at(-1);
  expect(last(policies)).toEqual({ value: "pol_9", label: "page by a policy that was deleted: now the team’s" });
  expect(last(null)).toEqual({ value: "pol_9", label: "page by a policy of its own" });
});

it("offers each thing to stand on once", () => {
  const things = [
    { id: "mon_db", name: "db1" },
    { id: "hb_a", name: "backup" },
    { id: "mon_c", name: "router" },
  ];
  const ids = (own: string) => parentOptions(things, ["mon_db", "mon_gone"], own).map(({ value }) => value);
  expect(ids("mon_db")).toEqual(["mon_db", "hb_a", "mon_c"]);
  expect(ids("mon_gone")).toEqual(["mon_gone", "hb_a", "mon_c"]);
  expect(parentOptions(null, [], "mon_db")).toEqual([{ value: "mon_db", label: "…" }]);
});
