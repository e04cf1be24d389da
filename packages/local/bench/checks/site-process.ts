import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PAGE } from "./page.ts";

/**
 * What the bench's monitors look at: a process of its own, so that it takes no time from what is measured. `/m/<n>` is the
 * n-th monitor's page, `/bare/<n>` the same page that nobody counts, `/control/<n>` a control target.
 */

/** When pages were asked for, as they came: the monitor's number and epoch ms. */
export type Arrivals = [monitor: number, at: number][];
export type SiteOrder =
  | { kind: "take arrivals" }
  /** From now on these monitors' pages do not answer, or do not end. */
  | { kind: "spoil"; hanging: number[]; endless: number[] };
export type SiteAnswer = { kind: "listening"; port: number } | { kind: "arrivals"; arrivals: Arrivals };

const MORE = "and on, ".repeat(8_000);

let arrivals: Arrivals = [];
let hanging = new Set<number>();
let endless = new Set<number>();

const HTML = { "content-type": "text/html; charset=utf-8" };

function answer(monitor: number, response: ServerResponse): void {
  arrivals.push([monitor, Date.now()]);
  if (hanging.has(monitor)) return;
  response.writeHead(200, HTML);
  if (!endless.has(monitor)) return void response.end(PAGE);
  response.write(PAGE);
  const goOn = (): void => {
    while (!response.destroyed && response.write(MORE));
  };
  response.on("drain", goOn);
  goOn();
}

const server = createServer((request, response) => {
  const [, kind, n] = /^\/(\w+)\/(\d+)$/.exec(request.url ?? "") ?? [];
  if (kind === "m") answer(Number(n), response);
  else if (kind === "bare") response.writeHead(200, HTML).end(PAGE);
  else response.end("OK");
});
const tell = (said: SiteAnswer): void => void process.send?.(said);
server.listen(0, "127.0.0.1", () => tell({ kind: "listening", port: (server.address() as AddressInfo).port }));

process.on("message", (order: SiteOrder) => {
  if (order.kind === "spoil") {
    hanging = new Set(order.hanging);
    endless = new Set(order.endless);
    return;
  }
  tell({ kind: "arrivals", arrivals });
  arrivals = [];
});
