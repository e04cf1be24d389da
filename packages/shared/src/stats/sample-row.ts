import { MINUTE, SECOND, type Instant } from "../time.ts";
import { ByteReader, ByteWriter, MalformedBytes } from "./bytes.ts";
import { bucketOf, BUCKETS, valueOf } from "./histogram.ts";
import { SAMPLE_RESULTS, type Sample } from "./sample.ts";

/**
 * All checks that a team heard of in one minute, as one row, at most ten bytes each. What places and causes its
 * numbers mean stands at its beginning; monitors go by numbers that the team has given them. Spec "checks" §8.
 */

const VERSION = 1;
/** A check is kept in the minute of its answer, and may have been asked up to this long before that minute. */
const LOOK_BACK = MINUTE;
const LAST_SECOND = (LOOK_BACK + MINUTE) / SECOND - 1;
/** Failures follow the other results, one code a cause. */
const FAIL = SAMPLE_RESULTS.indexOf("fail");

export type SampleRow = {
  /** Ticks up to here have been dispatched, as far as this row knows; 0 while none has. */
  dispatchedThrough: Instant;
  samples: Sample[];
};

/** The number of the minute that an instant is in. */
export const minuteOf = (at: Instant): number => Math.floor(at / MINUTE);

/**
 * @param minute see {@link minuteOf}; the row does not hold it
 * @param numberOf the team's number for a monitor
 */
export function packRow(
  minute: number,
  { dispatchedThrough, samples }: SampleRow,
  numberOf: (monitor: string) => number,
): Uint8Array {
  const writer = new ByteWriter();
  const places = new Table(samples, ({ region, colo }) => `${region}\n${colo}`);
  const causes = new Table(samples, ({ result, cause }) => (result === "fail" ? (cause ?? "") : ""));
  writer.byte(VERSION);
  writer.varint(dispatchedThrough);
  places.write(writer, ({ region, colo }) => {
    writer.text(region);
    writer.text(colo);
  });
  causes.write(writer, (_, cause) => writer.text(cause));
  writer.varint(samples.length);
  for (const sample of samples) {
    writer.varint(numberOf(sample.monitor));
    writer.varint(places.indexOf(sample));
    writer.varint(sample.result === "fail" ? FAIL + causes.indexOf(sample) : SAMPLE_RESULTS.indexOf(sample.result));
    writer.varint(bucketOf(sample.ms));
    writer.varint(secondWithin(minute, sample.at));
  }
  return writer.done();
}

/**
 * @param nameOf the monitor of a number; null leaves its samples out
 * @returns null for bytes that are no row
 */
export function unpackRow(
  minute: number,
  bytes: Uint8Array,
  nameOf: (monitor: number) => string | null,
): SampleRow | null {
  try {
    return readRow(minute, new ByteReader(bytes), nameOf);
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

function readRow(minute: number, reader: ByteReader, nameOf: (monitor: number) => string | null): SampleRow {
  if (reader.byte() !== VERSION) throw new MalformedBytes("a version that we do not know");
  const dispatchedThrough = reader.varint();
  const places = listOf(reader, () => ({ region: reader.text(), colo: reader.text() }));
  const causes = listOf(reader, () => reader.text());
  const samples: Sample[] = [];
  for (let left = reader.count(); left > 0; left--) {
    const monitor = nameOf(reader.varint());
    const place = known(places, reader.varint());
    const code = reader.varint();
    const cause = code < FAIL ? null : known(causes, code - FAIL) || null;
    const [bucket, second] = [reader.varint(), reader.varint()];
    if (bucket >= BUCKETS || second > LAST_SECOND) throw new MalformedBytes("no such bucket or second");
    if (monitor === null) continue;
    samples.push({
      monitor,
      region: place.region,
      colo: place.colo,
      at: minute * MINUTE - LOOK_BACK + second * SECOND,
      result: SAMPLE_RESULTS[code] ?? "fail",
      cause,
      ms: valueOf(bucket),
    });
  }
  if (!reader.isDone) throw new MalformedBytes("more than a row");
  return { dispatchedThrough, samples };
}

const secondWithin = (minute: number, at: Instant): number =>
  Math.min(LAST_SECOND, Math.max(0, Math.floor((at - minute * MINUTE + LOOK_BACK) / SECOND)));

const listOf = <T>(reader: ByteReader, read: () => T): T[] => Array.from({ length: reader.count() }, read);

function known<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new MalformedBytes("an entry that the row does not list");
  return entry;
}

/** The different values of one kind among samples, in order of appearance. */
class Table {
  readonly #keyOf: (sample: Sample) => string;
  readonly #entries = new Map<string, { index: number; first: Sample }>();

  constructor(samples: readonly Sample[], keyOf: (sample: Sample) => string) {
    this.#keyOf = keyOf;
    for (const first of samples) {
      const key = keyOf(first);
      if (!this.#entries.has(key)) this.#entries.set(key, { index: this.#entries.size, first });
    }
  }

  indexOf(sample: Sample): number {
    return this.#entries.get(this.#keyOf(sample))?.index ?? 0;
  }

  write(writer: ByteWriter, one: (first: Sample, key: string) => void): void {
    writer.varint(this.#entries.size);
    for (const [key, { first }] of this.#entries) one(first, key);
  }
}
