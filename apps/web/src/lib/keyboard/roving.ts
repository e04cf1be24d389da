/** Where a key leads among `count` things of which one is chosen (a toolbar's); null for other keys. */
export function moved(key: string, at: number, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowLeft") return Math.max(0, at - 1);
  return key === "ArrowRight" ? Math.min(count - 1, at + 1) : null;
}
