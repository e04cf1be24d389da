import { ByteReader, ByteWriter, MalformedBytes } from "./bytes.ts";

/**
 * Latencies as counts in buckets that grow by 2 % each, so that they can be added up over any span or group and
 * still give percentiles within 1 %. Percentiles themselves are never averaged. Spec "checks" §8.
 */

const GAMMA = 1.02;
/** Bucket 0 is up to 1 ms; the last begins below 120 s and takes everything beyond. */
export const BUCKETS = 592;

/** The bucket of a latency. @param ms anything; what is no number counts as 0 */
export const bucketOf = (ms: number): number =>
  ms > 1 ? Math.min(BUCKETS - 1, Math.ceil(Math.log(ms) / Math.log(GAMMA))) : 0;

/** The latency in ms that stands for all of a bucket, at most 1 % from any of them. */
export const valueOf = (bucket: number): number => (2 * GAMMA ** bucket) / (GAMMA + 1);

/** Counts latencies, or reads, adds up and asks counts that were packed before. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #count = 0;

  /**
   * All of the packed histograms as one.
   * @throws MalformedBytes for bytes that are no histogram
   */
  static of(...packed: readonly Uint8Array[]): Histogram {
    const all = new Histogram();
    for (const bytes of packed) all.#addPacked(new ByteReader(bytes));
    return all;
  }

  /** How many latencies. */
  get count(): number {
    return this.#count;
  }

  /** Their sum in ms. */
  get sum(): number {
    return this.#sorted().reduce((sum, [bucket, count]) => sum + count * valueOf(bucket), 0);
  }

  /** The shortest in ms; null when there is none. */
  get min(): number | null {
    return this.percentile(0);
  }

  /** The longest in ms; null when there is none. */
  get max(): number | null {
    return this.percentile(1);
  }

  add(ms: number): void {
    this.#put(bucketOf(ms), 1);
  }

  /**
   * The latency in ms that a share of all does not exceed (nearest rank), within 1 %; null when there is none.
   * @param share from 0 to 1: 0.95 for p95
   */
  percentile(share: number): number | null {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (const [bucket, count] of this.#sorted()) {
      seen += count;
      if (seen >= rank) return valueOf(bucket);
    }
    return null;
  }

  /** Pairs of (gap to the bucket before, count), lowest bucket first; no bytes when there is nothing. */
  packed(): Uint8Array {
    const writer = new ByteWriter();
    let before = 0;
    for (const [bucket, count] of this.#sorted()) {
      writer.varint(bucket - before);
      writer.varint(count);
      before = bucket;
    }
    return writer.done();
  }

  #addPacked(reader: ByteReader): void {
    for (let bucket = 0; !reader.isDone;) {
      bucket += reader.varint();
      if (bucket >= BUCKETS) throw new MalformedBytes("no such bucket");
      this.#put(bucket, reader.varint());
    }
  }

  #put(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#count += count;
  }

  #sorted(): [number, number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }
}
