/** Longer lines are not ours. */
const LONGEST_LINE = 64_000;

/**
 * Reads newline-delimited JSON as it arrives. Lines that are no JSON are passed over.
 * @throws when the stream breaks; what came before has been given
 */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  let held = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (held + chunk).split("\n");
    held = (lines.pop() ?? "").slice(0, LONGEST_LINE);
    for (const line of lines) yield* parsed(line);
  }
  yield* parsed(held);
}

function* parsed(line: string): Generator<unknown> {
  if (line.trim() === "") return;
  try {
    yield JSON.parse(line) as unknown;
  } catch {
    // A line cut off in the middle says nothing; its check stays unanswered.
  }
}
