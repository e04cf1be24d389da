import { decimal } from "./decimal.ts";
import { MetricSet, type Metrics } from "./metric-set.ts";

/** Metrics that a job prints: lines `::nightbell name=value [name=value …]` anywhere in its output. Spec "heartbeats" §6.1. */

const MARK = "::nightbell";
/** Room for 20 metrics of the longest names. A longer line counts up to here. */
const LINE_LIMIT = 2_048;

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const isBlank = (byte: number): boolean => byte === SPACE || byte === TAB;

/**
 * Reads output as it arrives, cut anywhere into chunks; one step a byte, and no more memory than one line of
 * {@link LINE_LIMIT}. A line ends at a line feed or a carriage return, and may be indented.
 */
export class MetricLines {
  readonly #found = new MetricSet();
  /** How much of the mark this line has shown; -1 once it is another line. */
  #matched = 0;
  /** What follows the mark. */
  #line = "";
  #tooLong = false;

  push(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte === LINE_FEED || byte === RETURN) this.#endLine(this.#tooLong);
      else if (this.#matched === MARK.length) this.#collect(byte);
      else if (this.#matched >= 0) this.#match(byte);
    }
  }

  /**
   * What was found. `cut` says that the output went on, or was to: what ended there may be half a number, and is refused.
   */
  end(cut: boolean): Metrics {
    this.#endLine(cut || this.#tooLong);
    return this.#found;
  }

  #match(byte: number): void {
    if (this.#matched === 0 && isBlank(byte)) return;
    this.#matched = byte === MARK.charCodeAt(this.#matched) ? this.#matched + 1 : -1;
  }

  #collect(byte: number): void {
    if (this.#line === "" && !isBlank(byte)) this.#matched = -1;
    else if (this.#line.length < LINE_LIMIT) this.#line += String.fromCharCode(byte);
    else this.#tooLong = true;
  }

  #endLine(cut: boolean): void {
    if (this.#matched === MARK.length) this.#take(this.#line, cut);
    this.#matched = 0;
    this.#line = "";
    this.#tooLong = false;
  }

  #take(line: string, cut: boolean): void {
    const pairs = line.split(/[ \t]+/);
    const half = cut ? pairs.pop() : "";
    if (half !== "") this.#found.dropped++;
    for (const pair of pairs) {
      if (pair === "") continue;
      const equals = pair.indexOf("=");
      if (equals < 0) this.#found.dropped++;
      else this.#found.put(pair.slice(0, equals), decimal(pair.slice(equals + 1)));
    }
  }
}
