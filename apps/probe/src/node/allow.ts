import { isAddress, rangesOf } from "@nightbell/shared/check/address";
import { UsageError } from "./usage.ts";

/** The private ranges that a probe may reach stand in a file on its host, never in the API: spec "checks" §6. */

export type Allowed = { ranges: readonly string[]; includes: (address: string) => boolean };

/**
 * Reads the file: one range a line, like `10.1.0.0/16` or `fd12::/32`; an address alone is itself; `#` begins a comment.
 * @throws UsageError naming the line
 */
export function readAllowed(text: string): Allowed {
  const lines = text.split("\n").map((line, i) => ({ range: line.replace(/#.*/, "").trim(), number: i + 1 }));
  const ranges = lines.filter(({ range }) => range !== "").map(({ range, number }) => asRange(range, number));
  return { ranges, includes: rangesOf(ranges.join(" ")) };
}

function asRange(text: string, line: number): string {
  const [address = "", bits, ...rest] = text.split("/");
  const width = address.includes(":") ? 128 : 32;
  const isSize = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width);
  if (!isAddress(address) || !isSize || rest.length > 0)
    throw new UsageError(
      `Line ${line} of the allowed ranges is none: write one like 10.0.0.0/8 or fd00::/8, not ${text}`,
    );
  return `${address}/${bits ?? width}`;
}
