import { execFile } from "node:child_process";
import { describe, inject } from "vitest";
import { Person } from "../rig/person.ts";
import { Program, type Check, type LoggedPing } from "../rig/program.ts";
import type { Client } from "./bring.ts";

export type Run = { code: number; out: string; err: string };

/** Runs a program to its end, with an environment of a few names. */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<Run> {
  const { PATH = "", HOME = "" } = process.env;
  const options = { env: { PATH, HOME, LC_ALL: "C.UTF-8", ...env }, timeout: 60_000 };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}

/** Tests of a client, skipped by name where it cannot be had. */
export function describeClient(client: Client, tests: () => void): void {
  const why = inject("missing")[client];
  describe.skipIf(why !== undefined)(why === undefined ? client : `${client} (SKIPPED: ${why})`, tests);
}

/** A team with one check, as a client's user has it. */
export class Setting {
  readonly owner: Person;
  readonly program: Program;
  readonly uuid: string;
  readonly url: string;

  private constructor(owner: Person, program: Program, { uuid, ping_url }: Check) {
    this.owner = owner;
    this.program = program;
    this.uuid = uuid;
    this.url = ping_url;
  }

  static async make(settings: Record<string, unknown> = {}): Promise<Setting> {
    const owner = await new Person(inject("rig"), "Cleo").signUp();
    const program = await Program.of(owner);
    return new Setting(owner, program, await program.create({ name: "job", slug: "job", ...settings }));
  }

  pings(): Promise<LoggedPing[]> {
    return this.program.pings(this.uuid);
  }

  async types(): Promise<string[]> {
    return (await this.pings()).map(({ type }) => type);
  }

  async status(): Promise<string> {
    return (await this.program.check(this.uuid)).status;
  }

  body(n: number): Promise<string> {
    return this.program.body(this.uuid, n);
  }
}
