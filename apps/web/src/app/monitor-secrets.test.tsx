import { describe, expect, it } from "vitest";
import { show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";
import {
  answers,
  choose,
  edit,
  errors,
  existing,
  field,
  fill,
  labels,
  named,
  page,
  sent,
  team,
} from "./monitor-form.testing.ts";

/** Secrets of a monitor, and what is refused. */

const postgres = { type: "postgres", host: "db.example.com", level: 2, user: "watch", password: "{{password}}" };
const patch = "PATCH /mon_shop";

describe("a secret that is kept", () => {
  it("is never shown, stays when nothing is said, and is left out of what is sent", async () => {
    const screen = await show(edit, existing(postgres, ["password"]));
    expect(screen.text()).toContain("Passwordkept");
    expect(document.querySelector("input[type=password]")).toBeNull();
    await screen.click(field("It greets"));
    await screen.click(field("It lets us log in"));
    await screen.click(screen.button("Save"));
    expect(sent(screen, patch)).toEqual({ name: "checkout API" });
  });

  it("is replaced, and only then sent", async () => {
    const screen = await show(edit, existing(postgres, ["password"]));
    await screen.click(named(screen, "Replace Password"));
    await screen.click(screen.button("Save"));
    expect(errors()).toEqual(["type it"]);
    await screen.click(screen.button("Keep the old one"));
    expect(screen.text()).toContain("Passwordkept");
    await screen.click(named(screen, "Replace Password"));
    await screen.type(field("Password"), "new one");
    await screen.click(screen.button("Save"));
    expect(sent(screen, patch)).toEqual({ name: "checkout API", secrets: { password: "new one" } });
  });

  it("must be typed again for another host, because the server forgets it", async () => {
    const screen = await show(edit, existing(postgres, ["password"]));
    await fill(screen, "Host", "other.example.com");
    expect(screen.text()).toContain("The host is another one. Its secrets must be typed again");
    await screen.click(screen.button("Save"));
    expect(errors()).toEqual(["type it"]);
    expect(sent(screen, patch)).toBeUndefined();
    await fill(screen, "Host", "db.example.com");
    expect(screen.text()).toContain("Passwordkept");
  });

  it("is forgotten on request", async () => {
    const screen = await show(edit, existing({ type: "http", url: "https://a.example/" }, ["api_key"]));
    await screen.click(named(screen, "Forget api_key"));
    await screen.click(screen.button("Save"));
    expect(sent(screen, patch)).toEqual({ name: "checkout API", secrets: { api_key: null } });
  });
});

describe("further secrets", () => {
  it("stand for what the check names", async () => {
    const screen = await show(page, answers());
    await screen.type(field("Address"), "https://shop.example/?key={{api_key}}");
    await screen.type(field("These words must be there"), "ok");
    await screen.click(screen.button("Add monitor"));
    expect(errors()).toEqual(["{{api_key}} stands for nothing yet: add a secret of this name"]);
    await screen.click(screen.button("Add a secret"));
    const [name] = labels("Name").slice(-1);
    if (name === undefined) throw new Error("no field");
    await screen.type(name, "api_key");
    await screen.type(field("Value"), "s3cret");
    await screen.click(screen.button("Add monitor"));
    expect(sent(screen, "POST")).toMatchObject({
      check: { url: "https://shop.example/?key={{api_key}}" },
      secrets: { api_key: "s3cret" },
    });
  });

  it("are not asked for what an earlier step takes along", async () => {
    const screen = await show(page, answers());
    await screen.click(field("Several steps"));
    await screen.type(field("Name of the step"), "sign in");
    await screen.type(field("Address"), "https://shop.example/login");
    await screen.click(screen.button("Add a value to take along"));
    await screen.type(labels("Name").at(0) ?? field("Name"), "token");
    await screen.type(field("Where"), "$.token");
    await screen.click(screen.button("Add a step"));
    expect(document.activeElement).toBe(field("Name of the step"));
    await screen.type(field("Name of the step"), "basket");
    await screen.type(field("Address"), "https://shop.example/basket?token={{token}}");
    await screen.click(screen.button("Add monitor"));
    expect(errors()).toEqual([]);
    expect(sent(screen, "POST")).toMatchObject({
      name: "shop.example",
      check: { type: "flow", steps: [{ name: "sign in" }, { name: "basket" }] },
    });
  });
});

it("moves and removes steps, each keeping what was typed into it", async () => {
  const step = (name: string) => ({ name, url: `https://shop.example/${name}` });
  const screen = await show(edit, existing({ type: "flow", steps: [step("a"), step("b"), step("c")] }, []));
  await screen.click(named(screen, "Move step 3 up"));
  expect([...document.querySelectorAll("summary")].map(({ textContent }) => textContent)).toEqual(
    expect.arrayContaining(["1. a", "2. c", "3. b"]),
  );
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move step 2 up");
  await screen.click(named(screen, "Move step 2 down"));
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move step 3 up");
  await screen.click(named(screen, "Move step 3 up"));
  await screen.click(named(screen, "Remove step 1"));
  expect(document.activeElement).toBe(screen.button("Add a step"));
  await screen.click(screen.button("Save"));
  expect(sent(screen, patch)).toMatchObject({ check: { steps: [{ name: "c" }, { name: "b" }] } });
});

describe("a refusal", () => {
  const refused = (code: string, message: string, at?: string) =>
    answers({ [`PATCH ${team}/monitors/mon_shop`]: { status: 422, body: refusal(code, message, at) } });

  it("is shown at the row that it names, which is opened for it", async () => {
    const check = { type: "http", url: "https://a.example/", json: [{ path: "$.a", op: "exists" }] };
    const screen = await show(edit, {
      ...existing(check, []),
      [`PATCH ${team}/monitors/mon_shop`]: {
        status: 422,
        body: refusal("invalid", "check.json.0.path: a path begins with $", "check.json.0.path"),
      },
    });
    await screen.click(screen.button("Save"));
    expect(errors()).toEqual(["a path begins with $"]);
    expect(document.activeElement).toBe(field("Path"));
  });

  it("is shown at what is closed away, too", async () => {
    const sentence = "The Free plan checks from 3 regions at the most. Choose fewer, or upgrade.";
    const screen = await show(edit, refused("plan_limit", sentence, "regions"));
    await screen.click(screen.button("Save"));
    expect(errors()).toEqual([sentence]);
    expect(field("Western Europe").closest("details")?.open).toBe(true);
  });
});

it("says at their fields what the times may be", async () => {
  const screen = await show(edit, answers());
  await screen.type(field("Give up after"), "90");
  await screen.click(screen.button("Save"));
  expect(errors()).toEqual(["from 1 to 60 seconds"]);
  await screen.type(field("Give up after"), "30");
  await screen.click(screen.button("Save"));
  expect(errors()).toEqual(["at most 20 s from our regions"]);
  await choose(screen, "Check", "300");
  await screen.type(field("Give up after"), "20");
  await screen.click(screen.button("Save"));
  expect(sent(screen, patch)).toEqual({ name: "checkout API", timeoutMs: 20_000, intervalSeconds: 300 });
});
