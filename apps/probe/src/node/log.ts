/** One line of JSON on standard output. Ids yes; never keys, secrets, or what was checked. */
export type Log = (line: { event: string } & Record<string, unknown>) => void;

export const logToStdout: Log = (line) => {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
};

/** What went wrong, as one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // `fetch` says only that it failed; why is its cause.
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.name}: ${error.message}${cause}`.replaceAll("\n", " ");
}
