import { expect, inject, test } from "vitest";
import { describeClient, run, Setting } from "./client.ts";

const wget = (...args: string[]) => run("wget", ["-q", "-T", "10", "-t", "2", "-O", "-", ...args]);

describeClient("wget", () => {
  test("counts by GET, HEAD, POST and PUT", async () => {
    const job = await Setting.make();
    expect(await wget(`${job.url}/start`)).toEqual({ code: 0, out: "OK", err: "" });
    expect(await wget("--spider", `${job.url}/log`)).toMatchObject({ code: 0 });
    expect(await wget("--post-data=all is well", job.url)).toMatchObject({ code: 0, out: "OK" });
    expect(await wget("--method=PUT", "--body-data=x", `${job.url}/1`)).toMatchObject({ code: 0, out: "OK" });
    expect(await job.pings()).toMatchObject([
      { type: "start", method: "GET" },
      { type: "log", method: "HEAD" },
      { type: "success", method: "POST", ua: expect.stringMatching(/^Wget/) },
      { type: "fail", method: "PUT" },
    ]);
    expect(await job.body(3)).toBe("all is well");
  });

  test("fails with 8 for an address that is not known, and follows no redirect anywhere", async () => {
    const unknown = `${inject("rig").app}/ping/00000000-0000-4000-8000-000000000000`;
    expect(await wget("--max-redirect=0", unknown)).toMatchObject({ code: 8 });
    const job = await Setting.make();
    expect(await wget("--max-redirect=0", `${job.url}/`)).toMatchObject({ code: 0, out: "OK" });
  });
});
