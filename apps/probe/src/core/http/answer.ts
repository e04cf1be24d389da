import { CheckFailure } from "../failure.ts";

/** An HTTP answer: what `fetch` gives, or what was read from a raw connection. Its body is read or cancelled by whoever has it. */
export type Answer = {
  status: number;
  statusText: string;
  headers: Headers;
  body: ReadableStream<Uint8Array> | null;
};

export const HEADERS_LIMIT = 65_536;

/** @throws CheckFailure `headers_too_large` if they are more than 64 kB (spec "checks" §7, case 43) */
export function assertHeadersFit(headers: Headers): void {
  let size = 0;
  for (const [name, value] of headers) size += name.length + value.length + 4;
  if (size > HEADERS_LIMIT) throw headersTooLarge();
}

export const headersTooLarge = (): CheckFailure =>
  new CheckFailure("headers_too_large", "the answer's headers are more than 64 kB");
