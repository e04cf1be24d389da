/** One routine check in so many looks closer although it passes. */
const ONE_IN = 8;

/**
 * Which routine checks measure phases and read the certificate although they pass, so that its expiry is known. By
 * chance, but the same for whoever asks: it needs no memory, suits any interval, and spreads over monitors and time
 * (spec "checks" §1 and §4).
 * @param tick the check's due instant in epoch ms
 */
export const isThorough = (monitor: string, tick: number): boolean => hash(`${monitor} ${tick}`) % ONE_IN === 0;

/** FNV-1a, with its bits mixed once more because neighbouring ticks differ in few. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
