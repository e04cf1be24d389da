import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { connect } from "node:net";
import { createTransport, type SendMailOptions } from "nodemailer";
import { describe, expect, inject, test } from "vitest";
import { Person, post } from "../rig/person.ts";
import { Program } from "../rig/program.ts";

/** Pings by e-mail: spec "heartbeats" §3, by SMTP as a job's mailer speaks it. */

const rig = inject("rig");
const transport = createTransport({ host: "127.0.0.1", port: rig.smtpPort, ignoreTLS: true });
const send = (mail: SendMailOptions) => transport.sendMail({ from: "cron@host.example", ...mail });

/** Says the lines one after the other. @returns the server's answers, the greeting first */
async function conversation(...lines: string[]): Promise<string[]> {
  const socket = connect(rig.smtpPort, "127.0.0.1").setEncoding("utf8");
  const answers: string[] = [];
  let answer = "";
  for await (const chunk of socket) {
    answer += String(chunk);
    if (!/^\d{3} .*\r\n$/m.test(answer) || !answer.endsWith("\r\n")) continue;
    answers.push(answer.trimEnd().split("\r\n").at(-1) ?? "");
    answer = "";
    const next = lines[answers.length - 1];
    if (next === undefined) break;
    socket.write(`${next}\r\n`);
  }
  socket.destroy();
  return answers;
}

async function checkOf(settings: object = {}): Promise<{ program: Program; owner: Person; uuid: string }> {
  const owner = await new Person(rig, "Mia").signUp();
  const program = await Program.of(owner);
  const { uuid } = await program.create({ name: "nightly", slug: "nightly", ...settings });
  return { program, owner, uuid };
}

describe("a mail is a ping", () => {
  test("to the ping id in any case: scheme email, no method, the sender as agent, the message as body", async () => {
    const { program, uuid } = await checkOf();
    const { accepted } = await send({
      to: `${uuid.toUpperCase()}@${rig.mailDomain.toUpperCase()}`,
      subject: "done",
      text: "412 files, grün",
    });
    expect(accepted).toHaveLength(1);
    expect(await program.check(uuid)).toMatchObject({ status: "up", n_pings: 1 });
    const [ping] = await program.pings(uuid);
    expect(ping).toMatchObject({ type: "success", scheme: "email", ua: "Email from cron@host.example" });
    expect(ping?.method ?? "").toBe("");
    const body = await program.body(uuid, 1);
    expect(body).toMatch(/^Subject: done$/m);
    expect(body).toContain("412 files");
  });

  test("to key+slug, and to several heartbeats at once", async () => {
    const { program, owner, uuid } = await checkOf();
    const { key } = await owner.api<{ key: string }>("/ping-keys", post({}));
    const other = await program.create({ name: "weekly" });
    await send({ to: [`${key}+nightly@${rig.mailDomain}`, `${other.uuid}@${rig.mailDomain}`], text: "both" });
    expect(await program.check(uuid)).toMatchObject({ n_pings: 1 });
    expect(await program.check(other.uuid)).toMatchObject({ n_pings: 1 });
  });

  test("an encoded subject decides, if it is asked to", async () => {
    const { program, owner, uuid } = await checkOf({
      filter_subject: true,
      success_kw: "fertig für heute",
      failure_kw: "FEHLER",
    });
    const to = `${uuid}@${rig.mailDomain}`;
    await send({ to, subject: "Sicherung: FEHLER, übrig 3 %", text: "fertig für heute" });
    expect(await program.check(uuid)).toMatchObject({ status: "down" });
    await send({ to, subject: "Sicherung fertig für heute", text: "FEHLER" });
    expect(await program.check(uuid)).toMatchObject({ status: "up" });
    await send({ to, subject: "Lagebericht", text: "fertig für heute" });
    expect((await program.pings(uuid)).map(({ type }) => type)).toEqual(["fail", "success", "ign"]);
    const { incidents } = await owner.api<{ incidents: { state: string }[] }>("/incidents");
    expect(incidents).toMatchObject([{ state: "resolved" }]);
  });

  test("a word in its HTML decides, its tags stripped", async () => {
    const { program, uuid } = await checkOf({ filter_body: true, failure_kw: "ended badly" });
    await send({ to: `${uuid}@${rig.mailDomain}`, subject: "ended badly", html: "<p>It <b>ended</b> badly.</p>" });
    expect(await program.check(uuid)).toMatchObject({ status: "down" });
  });
});

describe("what is not for us", () => {
  const upTo = (recipient: string) =>
    conversation("EHLO host.example", "MAIL FROM:<cron@host.example>", `RCPT TO:<${recipient}>`);

  test("another domain is refused before the message is sent", async () => {
    expect((await upTo("x@elsewhere.example")).at(-1)).toBe("550 5.1.1 Recipient rejected");
    expect((await upTo(`x@${rig.mailDomain}.evil.example`)).at(-1)).toBe("550 5.1.1 Recipient rejected");
  });

  test("a bad mailbox is refused", async () => {
    const answers = await conversation(
      "EHLO host.example",
      "MAIL FROM:<cron@host.example>",
      `RCPT TO:<not-a-heartbeat@${rig.mailDomain}>`,
      "DATA",
      "Subject: x\r\n\r\nhello\r\n.",
      "QUIT",
    );
    expect(answers).toContain("550 5.1.1 Invalid mailbox");
  });

  test("an unknown heartbeat's mail is taken and dropped: nothing bounces at a machine", async () => {
    const { accepted } = await send({ to: `00000000-0000-4000-8000-000000000000@${rig.mailDomain}`, text: "x" });
    expect(accepted).toHaveLength(1);
  });

  test("the door does not open by another method", async () => {
    expect((await fetch(`${rig.app}/ping/email?to=x`)).status).toBe(404);
  });
});

test("the dashboard shows the address that works", async () => {
  const { owner, uuid } = await checkOf();
  const { heartbeats } = await owner.api<{ heartbeats: { id: string }[] }>("/overview");
  const { mailAddress } = await owner.api<HeartbeatDetail>(`/heartbeats/${heartbeats[0]?.id}`);
  expect(mailAddress).toBe(`${uuid}@${rig.mailDomain}`);
});
