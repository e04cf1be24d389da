import { describe, expect, it } from "vitest";
import { Browser, signUp } from "./client.ts";

describe("what is mounted beside the API", () => {
  it("passes pings to ingest, without the prefix", async () => {
    const response = await new Browser().send("/ping/0123-uuid/start", {
      method: "POST",
      body: "x",
      headers: { "content-type": "text/plain" },
    });
    expect(await response.text()).toBe("nightbell-ingest /0123-uuid/start");
  });

  it("leads to the handset and the mail catcher of the local stack", async () => {
    const response = await new Browser().send("/handset?to=1");
    expect([response.status, response.headers.get("location")]).toEqual([302, "http://stack.test/handset?to=1"]);
  });

  it("mounts the ack page and the carriers' webhooks", async () => {
    expect((await new Browser().send("/i/not-a-token")).status).toBe(404);
    expect(
      (
        await new Browser().send("/carrier/twilio/sms", {
          body: "Body=1",
          headers: { "content-type": "application/x-www-form-urlencoded" },
        })
      ).status,
    ).toBe(403);
  });

  it("knows nothing else", async () => {
    const response = await new Browser().send("/api/nothing");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: "not_found", requestId: expect.stringMatching(/^req_/) },
    });
  });
});

describe("every answer", () => {
  it("carries the security headers and a request id, and is not cached", async () => {
    const { browser } = await signUp("Ana");
    const { headers } = await browser.send("/api/me");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("x-request-id")).toMatch(/^req_/);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});
