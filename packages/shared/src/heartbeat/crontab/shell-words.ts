/** Splits what cron runs, roughly as a shell would. Good enough to name a job, never to run one. */

/** The simple commands of a shell command in order, each as its words, with quotes taken off. */
export function simpleCommands(command: string): string[][] {
  const found: string[][] = [[]];
  const token =
    /\s+|&>>?|\d*[<>]+[&|]?|[;&|(){}]+(?=\s|$)|[;&|()]+|(?:[^\s;&|()<>"'\\]|\\.?|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/gy;
  let redirected = false;
  for (const [text] of command.matchAll(token)) {
    if (/^\s/.test(text)) continue;
    if (/^(&>|\d*[<>])/.test(text)) redirected = true;
    else if (/^[;&|(){}]+$/.test(text)) found.push([]);
    else if (redirected) redirected = false;
    else found.at(-1)?.push(unquotedWord(text));
  }
  return found.filter((words) => words.length > 0);
}

const unquotedWord = (text: string): string =>
  text.replace(/"((?:[^"\\]|\\.)*)"?|'([^']*)'?|\\(.?)/g, (_, double?: string, single?: string, escaped?: string) =>
    double === undefined ? (single ?? escaped ?? "") : double.replace(/\\(["\\$`])/g, "$1"),
  );
