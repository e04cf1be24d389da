import { parseArgs } from "node:util";
import { report, shrink, simulate } from "./simulate.ts";

/**
 * `npm run simulate -- --seeds N [--from S]`: so many virtual days, then how fast they went, or the first that failed.
 * `-- --seed S --trace`: one day again, told line by line.
 */

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
  },
});

/** One day, told. */
async function replay(seed: number): Promise<void> {
  const day = await simulate(seed, { trace: true });
  if (values.trace) for (const line of day.trace) console.log(line);
  console.log(day.verdict ? report(await shrink(day)) : `seed ${seed}: all went well, in ${day.events} events`);
  if (day.verdict) process.exitCode = 1;
}

/** Many days, until one fails. */
async function run(from: number, seeds: number): Promise<void> {
  const started = performance.now();
  let events = 0;
  for (let seed = from; seed < from + seeds; seed++) {
    const day = await simulate(seed);
    events += day.events;
    if (!day.verdict) continue;
    console.log(report(await shrink(day)));
    process.exitCode = 1;
    return;
  }
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${seeds} virtual days in ${seconds.toFixed(1)} s: ${(seeds / seconds).toFixed(1)} days/s, ${Math.round(events / seconds)} events/s. No law was broken.`,
  );
}

if (values.seed === undefined) await run(Number(values.from), Number(values.seeds));
else await replay(Number(values.seed));
