import { act } from "react";
import { describe, expect, it } from "vitest";
import { empty } from "../testing/answers.ts";
import { probe, probeList } from "../testing/probes.ts";
import { show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";
import { TEAM } from "../testing/now.ts";
import { answers, choose, edit, errors, field, fill, labels, page, PROBE, sent, team } from "./monitor-form.testing.ts";

/** Adding and changing a monitor of any kind. */

describe("a website", () => {
  it("is looked at when its address is left, and watched for its title", async () => {
    const screen = await show(page, answers());
    await fill(screen, "Address", "shop.example");
    expect(sent(screen, "POST /look")).toEqual({ url: "https://shop.example/" });
    expect(screen.text()).toContain("200 in 312 ms · “Corner Shop”");
    expect(field("“Corner Shop”").checked).toBe(true);
    expect(field("“Fresh bread”").checked).toBe(false);
    await screen.click(field("“Fresh bread”"));
    await screen.click(field('$.status is "UP"'));
    await screen.click(field("It answers within 1.0 s"));
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({
      name: "shop.example",
      degradedAfterMs: 1_000,
      secrets: {},
      check: {
        url: "https://shop.example/",
        keywordsPresent: ["Corner Shop", "Fresh bread"],
        json: [{ path: "$.status", op: "eq", value: "UP" }],
      },
    });
    expect(screen.path()).toBe(`/t/${TEAM}/monitors/mon_shop`);
  });

  it("may be watched for its status alone, but only by choice", async () => {
    const screen = await show(page, answers());
    await fill(screen, "Address", "shop.example");
    await screen.click(field("“Corner Shop”"));
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toBeUndefined();
    expect(errors()).toEqual(["say what must be on the page, or choose to watch the status only"]);
    await screen.click(field("Watch the status only"));
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({ check: { keywordsPresent: [] } });
  });

  it("waits for the look before it is sent", async () => {
    const screen = await show(page, answers());
    await screen.type(field("Address"), "shop.example");
    await act(async () => {
      field("Address").dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      screen.button("Add monitor").click();
    });
    await screen.settle();
    expect(sent(screen, "POST")).toMatchObject({ check: { keywordsPresent: ["Corner Shop"] } });
  });

  it("keeps what is said at other fields when its address is left", async () => {
    const screen = await show(page, answers());
    await screen.type(field("Expected status"), "ok");
    await screen.click(screen.button("Add monitor"));
    expect(document.activeElement).toBe(field("Address"));
    await fill(screen, "Address", "shop.example");
    expect(errors()).toEqual(["a list like 200-299,301"]);
  });

  it("says why a look saw nothing, and leaves the words to the person", async () => {
    const fault = "localhost is a name inside a network, so our probes cannot reach it. Use the site's public name.";
    const screen = await show(
      page,
      answers({ [`POST ${team}/monitors/look`]: { status: 422, body: refusal("invalid", fault, "url") } }),
    );
    await fill(screen, "Address", "http://localhost/");
    expect(screen.text()).toContain(fault);
    await screen.type(field("These words must be there"), "ok");
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({ check: { keywordsPresent: ["ok"] } });
  });

  it("keeps a password out of its address", async () => {
    const screen = await show(page, answers());
    await fill(screen, "Address", "https://ana:s3cret@shop.example/");
    expect(field("Address").value).toBe("https://shop.example/");
    expect(field("Password").type).toBe("password");
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({
      check: { auth: { kind: "basic", user: "ana", password: "{{password}}" } },
      secrets: { password: "s3cret" },
    });
  });

  it("does not change the words of a monitor that exists", async () => {
    const screen = await show(edit, answers());
    await screen.click(screen.button("Look at the page"));
    expect(field("“Corner Shop”").checked).toBe(false);
    const [present, absent] = [field("These words must be there"), field("These words must not be there")];
    const [before, without] = [present.value, absent.value];
    await screen.type(present, "");
    await screen.type(absent, "");
    await screen.click(screen.button("Look at the page"));
    expect(present.value).toBe("");
    await screen.type(present, before);
    await screen.type(absent, without);
    await screen.type(field("Name"), "shop");
    await screen.click(screen.button("Save"));
    expect(sent(screen, "PATCH /mon_shop")).toEqual({ name: "shop" });
  });
});

describe("other kinds", () => {
  it("are chosen by a radio button; those that need a probe only where there is one", async () => {
    const screen = await show(page, empty());
    expect(labels("Ping")).toEqual([]);
    await screen.click(field("Certificate"));
    expect(field("Port").value).toBe("443");
    expect(field("Check").value).toBe("21600");
    await screen.click(field("PostgreSQL"));
    expect(field("Port").value).toBe("5432");
    expect(field("Check").value).toBe("60");
  });

  it("are decided by the address that is pasted", async () => {
    const screen = await show(page, answers());
    await fill(screen, "Address", "postgres://watch:s3cret@db.example.com:5433/shop");
    expect(field("Host").value).toBe("db.example.com");
    await screen.click(field("It answers"));
    await screen.click(screen.button("Add monitor"));
    expect(errors()).toEqual(["write the query"]);
    await screen.type(field("Query"), "select 1");
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({
      name: "db.example.com",
      check: {
        type: "postgres",
        host: "db.example.com",
        port: 5433,
        level: 3,
        user: "watch",
        password: "{{password}}",
        database: "shop",
        query: "select 1",
      },
      secrets: { password: "s3cret" },
    });
  });

  it("are asked by the team's probe where only that can", async () => {
    const probes = { status: 200, body: probeList([probe({ id: PROBE })]) };
    const screen = await show(page, answers({ [`GET ${team}/probes`]: probes }));
    await screen.click(field("Ping"));
    expect(screen.text()).toContain("Your own probe is asked as soon as the monitor is saved");
    await fill(screen, "Host", "10.0.0.7");
    await choose(screen, "Addresses", "4");
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({
      check: { type: "icmp", host: "10.0.0.7" },
      regions: [PROBE],
      network: { family: 4 },
    });
  });

  it("take rows that are added and removed, with the focus where one goes on", async () => {
    const screen = await show(page, answers());
    await screen.click(field("Port"));
    await fill(screen, "Host", "game.example:25565");
    await screen.click(screen.button("Add a line to send or expect"));
    expect(document.activeElement).toBe(field("Step"));
    await choose(screen, "As", "hex");
    await screen.type(field("What"), "zz");
    await screen.click(screen.button("Add monitor"));
    expect(errors()).toEqual(["pairs of hex digits, like 0d 0a"]);
    await screen.type(field("What"), "0d 0a");
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({
      check: { host: "game.example", port: 25_565, steps: [{ act: "send", format: "hex", value: "0d 0a" }] },
    });
  });
});
