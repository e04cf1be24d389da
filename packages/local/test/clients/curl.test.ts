import { inject, expect, test } from "vitest";
import { describeClient, run, Setting } from "./client.ts";

const curl = (...args: string[]) => run("curl", ["-sS", "-m", "10", ...args]);
const unknown = `${inject("rig").app}/ping/00000000-0000-4000-8000-000000000000`;

describeClient("curl", () => {
  test("counts by every method, by HTTP/1.1 and 1.0", async () => {
    const job = await Setting.make();
    expect(await curl(`${job.url}/start`)).toEqual({ code: 0, out: "OK", err: "" });
    expect(await curl("-I", `${job.url}/log`)).toMatchObject({ code: 0, out: expect.stringMatching(/^HTTP\/1.1 200/) });
    expect(await curl("--data-raw", "halfway", `${job.url}/log`)).toMatchObject({ code: 0, out: "OK" });
    expect(await curl("-0", "-X", "PUT", "-d", "x", `${job.url}/0`)).toMatchObject({ code: 0, out: "OK" });
    expect(await job.pings()).toMatchObject([
      { type: "start", method: "GET" },
      { type: "log", method: "HEAD" },
      { type: "log", method: "POST" },
      { type: "success", method: "PUT" },
    ]);
    expect(await job.body(3)).toBe("halfway");
  });

  test("sends its exit code, and output from a pipe", async () => {
    const job = await Setting.make();
    const script = `seq 1 3 | curl -fsS -m 10 --retry 3 --data-binary @- "$URL/start"; false; curl -fsS -m 10 "$URL/$?"`;
    expect(await run("sh", ["-c", script], { URL: job.url })).toMatchObject({ code: 0, out: "OKOK" });
    expect(await job.types()).toEqual(["start", "fail"]);
    expect(await job.body(1)).toBe("1\n2\n3\n");
  });

  test("uploads a file of 20 MB, for which it asks by Expect: 100-continue", async () => {
    const job = await Setting.make();
    const script = `head -c 20000000 /dev/zero | tr '\\0' x | curl -fsS -m 10 -H "Expect: 100-continue" --data-binary @- "$URL"`;
    expect(await run("sh", ["-c", script], { URL: job.url })).toMatchObject({ code: 0, out: "OK" });
    expect(await job.body(1)).toBe("x".repeat(10_000));
  });

  test("-f tells an unknown address from a known one, without following anything", async () => {
    expect(await curl("-f", "-L", "--max-redirs", "0", unknown)).toMatchObject({ code: 22 });
    const job = await Setting.make();
    expect(await curl("-f", "-L", "--max-redirs", "0", `${job.url}/`)).toMatchObject({ code: 0, out: "OK" });
  });

  test("--retry waits as long as a 429 asks for, and gets through", async () => {
    const job = await Setting.make();
    await Promise.all(Array.from({ length: 21 }, () => fetch(`${job.url}/log`)));
    expect(await curl("-f", `${job.url}/log`)).toMatchObject({ code: 22 });
    const patient = await run("curl", ["-fsS", "-m", "10", "--retry", "3", "-d", "at last", `${job.url}/log`]);
    expect(patient).toMatchObject({ code: 0, out: "OK" });
    const pings = await job.pings();
    expect(await job.body(pings.length)).toBe("at last");
  });
});
