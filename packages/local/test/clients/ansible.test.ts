import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { describeClient, run, Setting } from "./client.ts";

const { app } = inject("rig");
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "nightbell-ansible-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs tasks on this machine; what they fail with is the output. */
async function play(tasks: object[], vars: Record<string, string>): Promise<[code: number, out: string]> {
  const file = join(folder, "play.yml");
  // JSON is YAML.
  writeFileSync(file, JSON.stringify([{ hosts: "localhost", connection: "local", gather_facts: false, vars, tasks }]));
  const { code, out } = await run("ansible-playbook", ["-i", "localhost,", file], {
    HOME: folder,
    ANSIBLE_LOCALHOST_WARNING: "False",
    ANSIBLE_NOCOLOR: "1",
  });
  return [code, out];
}

/** One request as the collection's modules send it: with the key; older ones say `null` where a GET has no body. */
const request = (method: string, url: string, status: number, body?: object | null): object => ({
  "ansible.builtin.uri": {
    url,
    method,
    status_code: [status],
    headers: { "X-Api-Key": "{{ key }}" },
    return_content: true,
    follow_redirects: "none",
    ...(body === undefined ? {} : { body: JSON.stringify(body), body_format: "raw" }),
  },
});

describeClient("ansible-playbook", () => {
  test("sends what the collection sends, by Ansible's own HTTP client", async () => {
    const job = await Setting.make();
    const api = `${app}/api/v1`;
    const made = {
      name: "from a playbook",
      tags: "db",
      schedule: "0 3 * * *",
      tz: "UTC",
      unique: ["name"],
      channels: "",
    };
    const [code, out] = await play(
      [
        request("GET", `${api}/checks`, 200, null),
        request("GET", `${app}/ping/checks`, 404, null),
        request("POST", `${api}/checks/`, 201, {
          ...made,
          state: "present",
          desc: "",
          methods: "",
          manual_resume: false,
        }),
        request("POST", `${api}/checks/`, 200, made),
        request("GET", `${api}/checks?tag=db`, 200, null),
        request("HEAD", `${job.url}/start`, 200),
        request("HEAD", job.url, 200),
        request("GET", `${api}/checks/${job.uuid}/pings`, 200, null),
        request("GET", `${api}/checks/${job.uuid}/flips`, 200, null),
        request("GET", `${api}/channels`, 200, null),
        request("GET", `${api}/badges`, 200, null),
        request("POST", `${api}/checks/${job.uuid}/pause`, 200),
        request("DELETE", `${api}/checks/${job.uuid}`, 200),
        request("DELETE", `${api}/checks/${job.uuid}`, 404),
      ],
      { key: job.program.key },
    );
    expect(code, out).toBe(0);
  });
});

describeClient("community.healthchecksio", () => {
  const at = { api_key: "{{ key }}", management_api_base_url: `${app}/api/v1`, ping_api_base_url: `${app}/ping` };
  const checks = (settings: object): object => ({ "community.healthchecksio.checks": { ...at, ...settings } });
  const ping = (uuid: string, signal: string): object => ({ "community.healthchecksio.ping": { ...at, uuid, signal } });

  test("makes, pings, reads, pauses and deletes a check", async () => {
    const job = await Setting.make();
    const [code, out] = await play(
      [
        { ...checks({ state: "present", name: "simple", unique: ["name"], timeout: 77 }), register: "made" },
        checks({ state: "present", name: "cron", unique: ["name"], schedule: "7 7 * * *", tz: "UTC", channels: "*" }),
        { "ansible.builtin.assert": { that: ["made.changed", "made.data.name == 'simple'"] } },
        ping(job.uuid, "start"),
        ping(job.uuid, "fail"),
        ping(job.uuid, "success"),
        { "community.healthchecksio.checks_pings_info": { ...at, uuid: job.uuid } },
        { "community.healthchecksio.checks_flips_info": { ...at, uuid: job.uuid } },
        checks({ state: "pause", uuid: job.uuid }),
        checks({ state: "absent", uuid: "{{ made.uuid }}" }),
      ],
      { key: job.program.key },
    );
    expect(code, out).toBe(0);
    expect(await job.types()).toEqual(["start", "fail", "success"]);
    expect(await job.status()).toBe("paused");
  });
});
