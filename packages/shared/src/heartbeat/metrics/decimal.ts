const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number that a client wrote: a decimal with an optional exponent, of any length. Null for everything else that
 * `Number` would take (hex, empty text, `Infinity`) and for a number too large to be one. Spec "heartbeats" §6.1.
 */
export function decimal(text: string): number | null {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
