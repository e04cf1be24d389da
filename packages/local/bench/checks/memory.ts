import { once } from "node:events";
import * as z from "zod";

/** What a Worker holds, by the inspector of its process: its heap, and the buffers that hang on it. */

const targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.string() }));
const answer = z.object({
  result: z.object({ usedSize: z.number(), embedderHeapUsedSize: z.number(), backingStorageSize: z.number() }),
});

const MB = 1_048_576;

/** The memory of the largest isolate in MB. @param inspector the process's inspector port */
export async function largestIsolate(inspector: number): Promise<number> {
  const listed = targets.parse(await (await fetch(`http://127.0.0.1:${inspector}/json`)).json());
  return Math.max(...(await Promise.all(listed.map(({ webSocketDebuggerUrl }) => heldBy(webSocketDebuggerUrl)))));
}

async function heldBy(url: string): Promise<number> {
  const socket = new WebSocket(url);
  try {
    await once(socket, "open");
    socket.send(JSON.stringify({ id: 1, method: "Runtime.getHeapUsage" }));
    const [message] = (await once(socket, "message")) as [MessageEvent<string>];
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = answer.parse(JSON.parse(message.data)).result;
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / MB;
  } finally {
    socket.close();
  }
}

const EVERY_MS = 2_000;

/** Looks every two seconds until it is stopped. @returns stops it, and gives the most that was seen, in MB */
export function watchMemory(inspector: number): () => Promise<number> {
  let most = 0;
  let last = Promise.resolve();
  const look = (): void => {
    last = last.then(async () => {
      most = Math.max(most, await largestIsolate(inspector));
    });
    last.catch(() => undefined);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await last;
    return most;
  };
}
