import { MINUTE } from "@nightbell/shared/time";
import type { Verdict } from "./judge.ts";
import { play } from "./moves.ts";
import { END_AT, HEAL_AT, movesOf, type Move } from "./plan.ts";
import { Random } from "./random.ts";
import { PRODUCT, World, type Product } from "./world.ts";
import { teamOfSeed } from "./world/team.ts";

/** Days with clock changes in Vienna and New York among them. */
const DAYS = [
  Date.UTC(2026, 0, 9),
  Date.UTC(2026, 2, 28, 12),
  Date.UTC(2026, 9, 24, 12),
  Date.UTC(2026, 5, 15, 6),
  Date.UTC(2026, 2, 8),
];

export type Day = {
  seed: number;
  /** Null: all went well. */
  verdict: Verdict | null;
  moves: readonly Move[];
  trace: readonly string[];
  /** Events in the log. */
  events: number;
};

export type Options = {
  /** Makes what runs in it: the product, or a mutant. */
  product?: () => Product;
  /** Fewer moves than the seed's own, to find out which of them matter. */
  moves?: readonly Move[];
  trace?: boolean;
};

/** One virtual day of a team, wholly decided by its seed. */
export async function simulate(
  seed: number,
  { product = () => PRODUCT, moves, trace = false }: Options = {},
): Promise<Day> {
  const random = new Random(`seed ${seed}`);
  const start = random.of("day").pick(DAYS) + random.of("hour").int(0, 1_439) * MINUTE;
  const script = moves ?? movesOf(random.of("moves"));
  const lines: string[] = [];
  const world = new World(
    random,
    teamOfSeed(random.of("team"), start),
    start,
    product(),
    trace ? (line) => lines.push(line) : null,
  );
  for (const move of script)
    world.queue.at(start + move.at, () => {
      if (move.at >= HEAL_AT) return;
      world.stage.say(() => `* ${JSON.stringify(move)}`);
      play(world, move);
    });
  world.queue.at(start + HEAL_AT, () => world.heal());
  await world.run(start + END_AT);
  if (!world.judge.verdict) world.judge.end();
  return { seed, verdict: world.judge.verdict, moves: script, trace: lines, events: world.disk.log.length };
}

/** How many runs a search for the moves that matter may take. */
const TRIES = 150;

/** The same failure with as few moves as can be found: halves are left out, then quarters, then single ones. */
export async function shrink(day: Day, product: () => Product = () => PRODUCT): Promise<Day> {
  let smallest = day;
  let tries = 0;
  for (let size = Math.ceil(day.moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < smallest.moves.length && tries < TRIES; tries++) {
      const moves = smallest.moves.filter((_, i) => i < from || i >= from + size);
      const tried = await simulate(day.seed, { product, moves });
      if (tried.verdict?.law === day.verdict?.law) smallest = tried;
      else from += size;
    }
  }
  return simulate(day.seed, { product, moves: smallest.moves, trace: true });
}

const LINES = 40;

/** What a person needs to see what happened, and to see it again. */
export function report({ seed, verdict, moves, trace }: Day): string {
  return [
    `seed ${seed}: ${verdict?.law}: ${verdict?.says}`,
    `after ${moves.length} moves:`,
    ...moves.map((move) => `  ${JSON.stringify(move)}`),
    ...(trace.length > LINES ? [`… ${trace.length - LINES} lines before`] : []),
    ...trace.slice(-LINES),
    `Again: npm run simulate -- --seed ${seed} --trace`,
  ].join("\n");
}
