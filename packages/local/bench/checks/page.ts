/** What every check of the bench looks for. */
export const KEYWORD = "all systems go";

/** A page of 4 kB, with the word at its end. */
export const PAGE = `<!doctype html><meta charset="utf-8"><title>Status</title>${"<p>Nothing to see here, and nothing else.</p>\n".repeat(90)}<p>${KEYWORD}`;
