const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });

/** A number for people: "1,204", "0.25". */
export const number = (value: number): string => grouped.format(value);

const SIZES = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Bytes for people, in powers of 1,000: "512 B", "9.8 kB", "4.2 GB". */
export function bytes(count: number): string {
  let rest = count;
  let size = 0;
  // What would be rounded up to 1,000 is said in the next size.
  while (Math.abs(rest) >= 999.5 && size < SIZES.length - 1) {
    rest /= 1000;
    size += 1;
  }
  return `${short.format(rest)} ${SIZES[size] ?? "B"}`;
}

/** "1 run", "4 runs". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`;
