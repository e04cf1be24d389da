import { REGIONS } from "@nightbell/shared/check/region";
import { HEAL_AT, type Move } from "./plan.ts";
import type { World } from "./world.ts";

/** Lets the adversary make a move. */
export function play(world: World, move: Move): void {
  const { queue, host } = world;
  const undo = (ms: number, task: () => void): void => void queue.in(ms, task);
  switch (move.kind) {
    case "outage":
      return world.probes.break(move.monitor, move.ms);
    case "job":
      world.jobs.provoke(move.heartbeat, move.how);
      return mooded(world, move.ms, world.jobs.moods, move.heartbeat, move.how);
    case "clock":
      world.clock.set(move.offset, move.rate);
      return undo(move.ms, () => world.clock.set(0, 0));
    case "alarm":
      world.alarm.mood = move.how;
      return undo(move.ms, () => world.alarm.heal());
    case "sweeper":
      world.sweeping = false;
      return undo(move.ms, () => void (world.sweeping = true));
    case "disk":
      world.disk.failing = true;
      return undo(move.ms, () => void (world.disk.failing = false));
    case "record":
      world.record.down = true;
      return undo(move.ms, () => void (world.record.down = false));
    case "evict":
      return host.evict(move.twin);
    case "deploy":
      world.disk.older = true;
      return host.evict(true);
    case "crash":
      return host.arm(move.point, move.after);
    case "carrier":
      world.providers.moods[move.channel] = move.how;
      return undo(move.ms, () => void (world.providers.moods[move.channel] = "well"));
    case "mood":
      return void world.people.moods.set(move.user, move.how);
    case "edit":
      return world.record.edit(move.edit, move.delay);
    case "rewind":
      return world.record.rewind();
    default:
      return playOther(world, move);
  }
}

function playOther(world: World, move: Extract<Move, { kind: "region" | "blackout" | "pause" | "opt" }>): void {
  const { queue, host, probes } = world;
  switch (move.kind) {
    case "region": {
      // Of three regions one may lie: more than that nobody can see through.
      const liars = REGIONS.filter((region) => probes.moods[region].startsWith("says"));
      if (move.how.startsWith("says") && liars.length > 0) return;
      probes.moods[move.region] = move.how;
      return void queue.in(move.ms, () => void (probes.moods[move.region] = "honest"));
    }
    case "blackout":
      for (const region of REGIONS) probes.moods[region] = "blind";
      return void queue.in(move.ms, () => probes.heal());
    case "pause": {
      const { what, id } = move;
      host.tell({ kind: "pause", what, id, by: "ana" });
      const ms = Math.min(move.ms, HEAL_AT - move.at);
      return void queue.in(ms, () => host.tell({ kind: "resume", what, id, by: "ana" }));
    }
    case "opt": {
      const member = world.record.current.members.find(({ id }) => id === move.user);
      const number = member?.contacts.find(({ kind }) => kind === "sms")?.address;
      if (number !== undefined) host.tell({ kind: "opted", number, out: move.out });
    }
  }
}

function mooded<T>(world: World, ms: number, moods: Map<string, T>, who: string, how: T): void {
  moods.set(who, how);
  world.queue.in(ms, () => moods.delete(who));
}
