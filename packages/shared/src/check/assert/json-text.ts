/** Reading JSON that someone else wrote (spec "checks" §1). */

const MAX_DEPTH = 64;

/** Not JSON that we read; the message says why. */
export class JsonTextError extends Error {}

/** The value of a text. Its depth is looked at before it is parsed. @throws JsonTextError */
export function parseJsonText(text: string): unknown {
  if (depthOf(text) > MAX_DEPTH) throw new JsonTextError(`it is nested more than ${MAX_DEPTH} deep`);
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonTextError("it is not valid JSON");
  }
}

/** How deep brackets are nested outside strings; stops counting once it is too deep. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let i = 0; i < text.length && deepest <= MAX_DEPTH; i++) {
    const char = text[i];
    if (isInString) {
      if (char === "\\") i++;
      else if (char === '"') isInString = false;
    } else if (char === '"') isInString = true;
    else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth);
    else if (char === "}" || char === "]") depth--;
  }
  return deepest;
}
