import { describe, expect, it } from "vitest";
import { maintenanceList, over, running, weekly } from "../../../testing/maintenance.ts";
import { ago, NOW } from "../../../testing/now.ts";
import { endedNow, faultsOf, fieldOf, formOf, inputOf, type MaintenanceForm, newForm } from "./form.ts";
import { headline, heldInWords, inOrder, spanInZones } from "./words.ts";

const VIENNA = "Europe/Vienna";
const named = (more: Partial<MaintenanceForm> = {}): MaintenanceForm => ({
  ...newForm(NOW, VIENNA),
  name: "upgrade",
  ...more,
});

describe("the sentence at the top", () => {
  it("says what is running, else what comes next, else that nothing is planned", () => {
    expect(headline(maintenanceList().windows, NOW, VIENNA)).toBe("“move to the new rack” is running until 04:36.");
    expect(headline([running(), weekly({ running: true })], NOW, VIENNA)).toBe(
      "2 are running: “move to the new rack” until 04:36 and “database upgrade” until Wed 11:00.",
    );
    expect(headline([over(), weekly()], NOW, VIENNA)).toBe(
      "Nothing is in maintenance. Next: “database upgrade”, Wed 09:00.",
    );
    expect(headline([over()], NOW, VIENNA)).toBe("Nothing is in maintenance, and nothing is planned.");
  });
});

it("lists the running first, then what comes next, then what is over", () => {
  expect(inOrder(maintenanceList().windows).map(({ id }) => id)).toEqual(["mnt_move", "mnt_weekly", "mnt_old"]);
});

it("tells times in the reader’s zone and in the window’s", () => {
  const [next] = weekly().next;
  const span = next ?? { from: "", until: "" };
  expect(spanInZones(span, NOW, VIENNA, "America/New_York")).toBe(
    "Wed 09:00 – 11:00 Vienna (Wed 03:00 – 05:00 New York)",
  );
  expect(spanInZones(span, NOW, VIENNA, null)).toBe("Wed 09:00 – 11:00 Vienna");
  expect(spanInZones({ from: ago(-1_200), until: ago(-1_300) }, NOW, VIENNA, VIENNA)).toBe("23:36 – Wed 01:16 Vienna");
});

it("names what it holds, and says when that is gone", () => {
  const said = (monitors: string[] | null, heartbeats: string[] | null) =>
    heldInWords({ monitors, heartbeats }, (id) => ({ a: "shop", b: "mail" })[id]);
  expect(said(null, [])).toBe("All monitors");
  expect(said(null, null)).toBe("All monitors and all heartbeats");
  expect(said(["a", "x"], ["b"])).toBe("shop and mail");
  expect(said(["a"], null)).toBe("shop and all heartbeats");
  expect(said([], ["x"])).toBe("Only what was deleted");
});

describe("the form", () => {
  it("sends what it was shown, whatever its kind", () => {
    const monthly = weekly({ time: { kind: "monthly", day: 31, at: "23:30", minutes: 45, zone: "Asia/Tokyo" } });
    const jobs = weekly({ monitors: [], heartbeats: null });
    for (const window of [weekly(), running(), monthly, jobs]) {
      const { name, monitors, heartbeats, time } = window;
      expect(inputOf(formOf(window, NOW, VIENNA), VIENNA)).toEqual({ name, monitors, heartbeats, time });
    }
  });

  it("takes instants in the person’s zone", () => {
    const input = inputOf(named({ from: "2026-11-25T03:00", until: "2026-11-25T05:00" }), VIENNA);
    expect(input.time).toEqual({
      kind: "once",
      from: Date.parse("2026-11-25T02:00Z"),
      until: Date.parse("2026-11-25T04:00Z"),
    });
  });

  it.each<[Partial<MaintenanceForm>, string]>([
    [{ name: " " }, "name"],
    [{ monitors: { which: "some", ids: [] } }, "monitors"],
    [{ monitors: { which: "none", ids: ["mon_shop"] } }, "monitors"],
    [{ heartbeats: { which: "some", ids: [] } }, "heartbeats"],
    [{ from: "" }, "from"],
    [{ from: "2026-11-25T05:00", until: "2026-11-25T04:00" }, "until"],
    [{ kind: "weekly", days: [] }, "days"],
    [{ kind: "weekly", at: "" }, "at"],
    [{ kind: "weekly", length: { count: "", unit: "hours" } }, "length"],
    [{ kind: "weekly", length: { count: 2, unit: "days" } }, "length"],
    [{ kind: "monthly", day: "" }, "day"],
  ])("finds the fault of %j at %s", (more, field) =>
    expect(Object.keys(faultsOf(named(more), VIENNA))).toEqual([field]),
  );

  it("is without fault as it opens, once it has a name", () => expect(faultsOf(named(), VIENNA)).toEqual({}));

  it("finds the field of a refusal", () => {
    expect(fieldOf("time.minutes")).toBe("length");
    expect(fieldOf("monitors.0")).toBe("monitors");
    expect(fieldOf("heartbeats.2")).toBe("heartbeats");
    expect(fieldOf("something new")).toBe("name");
  });
});

it("ends now only what runs between two instants", () => {
  expect(endedNow(running(), NOW + 0.5)?.time).toEqual({ kind: "once", from: Date.parse(ago(30)), until: NOW });
  expect(endedNow(weekly(), NOW)).toBeNull();
  expect(endedNow(running(), Date.parse(ago(30)))).toBeNull();
});
