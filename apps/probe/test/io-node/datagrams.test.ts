import { createSocket } from "node:dgram";
import { once } from "node:events";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { nodeIo } from "../../src/io-node/io-node.ts";
import { PingUnable, roundTripOf } from "../../src/io-node/ping.ts";
import { failureOf } from "./asking.ts";

const NEVER = new AbortController().signal;
const { udp, icmp } = nodeIo({ roots: [], ping: "ping" });
const ask = (address: string, port: number, signal = NEVER) =>
  udp?.(address, port, Buffer.from("who?"), signal) ?? Promise.reject(new Error("no UDP"));
const echo = (address: string, signal = NEVER, io = icmp) =>
  io?.(address, signal) ?? Promise.reject(new Error("no ICMP"));

async function udpServer(onMessage: (text: string, answer: (text: string) => void) => void): Promise<number> {
  const server = createSocket("udp4");
  onTestFinished(() => void server.close());
  server.on("message", (data, from) => {
    onMessage(data.toString(), (text) => server.send(text, from.port, from.address));
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  return server.address().port;
}

test("a datagram gets its answer", async () => {
  const port = await udpServer((text, answer) => answer(`${text} me`));
  expect(Buffer.from(await ask("127.0.0.1", port)).toString()).toBe("who? me");
});

test("another sender's datagram is not the answer", async () => {
  const stranger = createSocket("udp4");
  onTestFinished(() => void stranger.close());
  const server = createSocket("udp4");
  onTestFinished(() => void server.close());
  server.on("message", (_data, { port, address }) => {
    stranger.send("stranger", port, address, () => server.send("server", port, address));
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  expect(Buffer.from(await ask("127.0.0.1", server.address().port)).toString()).toBe("server");
});

test("a closed port is refused, silence ends with the signal", async () => {
  const spare = createSocket("udp4");
  spare.bind(0, "127.0.0.1");
  await once(spare, "listening");
  const { port } = spare.address();
  spare.close();
  await once(spare, "close");
  expect(await failureOf(ask("127.0.0.1", port))).toBe("connect_refused");
  const over = new AbortController();
  const silent = await udpServer(() => over.abort(new Error("time is over")));
  await expect(ask("127.0.0.1", silent, over.signal)).rejects.toThrow("time is over");
});

const canPing = spawnSync("ping", ["-n", "-c", "1", "127.0.0.1"]).status === 0;
if (!canPing) console.warn("\nSKIPPED: ping is NOT tested for real: it is missing here, or may not ping.");

test.skipIf(!canPing)("this machine answers an echo", async () => {
  const { ms } = await echo("127.0.0.1");
  expect(ms).toBeGreaterThan(0);
});

/** A program that says what a ping of another system would. */
function pingThat(script: string): typeof icmp {
  const folder = mkdtempSync(join(tmpdir(), "nightbell-ping-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, "ping");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return nodeIo({ roots: [], ping: program }).icmp;
}

test("silence and an unreachable host are the target's, a ping that may not is this host's", async () => {
  const silent = pingThat('echo "1 packets transmitted, 0 received, 100% packet loss"; exit 1');
  const gone = pingThat('echo "From 10.0.0.1 icmp_seq=1 Destination Host Unreachable"; exit 1');
  expect(await failureOf(echo("10.0.0.9", NEVER, silent))).toBe("timeout_connect");
  await expect(echo("10.0.0.9", NEVER, gone)).rejects.toThrow("no answer to ping: destination host unreachable");
  const forbidden = pingThat('echo "ping: socktype: SOCK_RAW: Operation not permitted" >&2; exit 2');
  await expect(echo("10.0.0.9", NEVER, forbidden)).rejects.toThrow(PingUnable);
  const missing = nodeIo({ roots: [], ping: "/nowhere/ping" }).icmp;
  await expect(echo("10.0.0.9", NEVER, missing)).rejects.toThrow(
    /there is no \/nowhere\/ping on this host: install it/,
  );
});

test("only an address is given to the program, and no shell reads it", async () => {
  const told = pingThat('echo "$@"; echo "time=1.5 ms"');
  expect(await echo("::1", NEVER, told)).toEqual({ ms: 1.5 });
  for (const text of ["-c9", "localhost", "127.0.0.1; id", "$(id)"])
    expect(await failureOf(echo(text, NEVER, told)), text).toBe("dns_no_address");
});

test("the signal ends a ping that hangs", async () => {
  const over = new AbortController();
  const hanging = echo("10.0.0.9", over.signal, pingThat("exec sleep 60"));
  over.abort(new Error("time is over"));
  await expect(hanging).rejects.toThrow("time is over");
});

test.each([
  ["iputils", "64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.198 ms", 0.198],
  ["BusyBox", "64 bytes from 10.0.0.1: seq=0 ttl=64 time=12.345 ms", 12.345],
  ["macOS", "64 bytes from 10.0.0.1: icmp_seq=0 ttl=57 time=9.008 ms", 9.008],
  ["Windows", "Reply from 10.0.0.1: bytes=32 time<1ms TTL=128", 1],
  ["nobody", "1 packets transmitted, 0 received, 100% packet loss, time 0ms", null],
])("the round trip as %s writes it", (_system, output, ms) => {
  expect(roundTripOf(output)).toBe(ms);
});
