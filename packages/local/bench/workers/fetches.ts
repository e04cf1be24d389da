/** What a check is measured against: a Worker that fetches pages in a loop, and looks for a word in each. */

export type FetchesOrder = {
  urls: string[];
  keyword: string;
  ms: number;
  /** Begun in a second; null: as many as it can. */
  rate: number | null;
};
export type FetchesOutcome = { fetched: number; failed: number };

/** As many at once as a probe has after its control targets. */
const LANES = 5;

export default {
  async fetch(request: Request): Promise<Response> {
    const { urls, keyword, ms, rate } = (await request.json()) as FetchesOrder;
    const outcome: FetchesOutcome = { fetched: 0, failed: 0 };
    const began = Date.now();
    let begun = 0;
    const lane = async (): Promise<void> => {
      for (;;) {
        const n = begun++;
        const due = rate === null ? Date.now() : began + (n * 1_000) / rate;
        if (due >= began + ms) return;
        if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
        const answer = await fetch(urls[n % urls.length] ?? "", { cache: "no-store" });
        const page = await answer.text();
        if (answer.ok && page.includes(keyword)) outcome.fetched += 1;
        else outcome.failed += 1;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return Response.json(outcome);
  },
};
