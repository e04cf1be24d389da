import { expect, it } from "vitest";
import { type ChainLine, chainRows } from "./chain-words.ts";

const line = (afterSeconds: number, kind: ChainLine["kind"], ...who: string[]): ChainLine => ({
  afterSeconds,
  kind,
  who,
});

it("says at each moment who gets what, ways that ask the same people once", () => {
  const lines = [
    line(0, "push", "Ana", "Ben"),
    line(0, "sms", "Ana"),
    line(120, "voice", "Ana", "Ben"),
    line(240, "everyone", "Ana", "Ben"),
    line(240, "push", "Ana", "Ben"),
    line(240, "sms", "Ana", "Ben"),
    line(900, "backup", "Carl"),
  ];
  expect(chainRows(lines)).toEqual([
    { at: "0:00", text: "Push to Ana and Ben; SMS to Ana." },
    { at: "2:00", text: "Call to Ana and Ben." },
    { at: "4:00", text: "Everyone is asked; push and SMS to Ana and Ben." },
    { at: "15:00", text: "SMS to Carl, the backup." },
  ]);
});

it("says where nobody is on call, and who cannot be reached", () => {
  const lines = [line(0, "gap"), line(0, "unreachable", "Ana"), line(0, "everyone", "Ana"), line(3600, "chat", "#ops")];
  expect(chainRows(lines)).toEqual([
    {
      at: "0:00",
      text: "Nobody is on call: what comes next comes at once; Ana cannot be reached: what comes next comes at once; everyone is asked: Ana.",
    },
    { at: "1:00:00", text: "A post in #ops." },
  ]);
});
