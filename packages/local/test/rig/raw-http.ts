import { connect } from "node:net";

export type RawAnswer = { status: number; headers: Headers; body: string };

/**
 * Sends bytes as they are and reads until the server closes, for what `fetch` cannot or will not send.
 * @param parts written one after the other, each once the server has said something or, the first, at once
 */
export async function rawHttp(app: string, ...parts: string[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(app);
  const socket = connect({ host: hostname, port: Number(port) }).setEncoding("latin1");
  let [next = "", ...rest] = parts;
  socket.write(next, "latin1");
  let answer = "";
  for await (const chunk of socket) {
    answer += String(chunk);
    [next = "", ...rest] = rest;
    if (next !== "") socket.write(next, "latin1");
  }
  return parsed(answer.replace(/^HTTP\/1\.1 100 [^]*?\r\n\r\n/, ""));
}

function parsed(answer: string): RawAnswer {
  const end = answer.indexOf("\r\n\r\n");
  const [first = "", ...lines] = answer.slice(0, end).split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  return { status: Number(first.split(" ")[1]), headers, body: answer.slice(end + 4) };
}
