/** What the resolver of these servers says of names, as DNS over HTTPS (JSON) and as a machine's own resolver does. */

const A = 1;
const CNAME = 5;
const PUBLIC = "93.184.216.34";

type Record = { type: number; TTL: number; data: string };
type Answer = { Status: number; Answer?: Record[] };

const a = (data: string, TTL = 0): Record => ({ type: A, TTL, data });

/** Names and what they lead to; `TTL` 0, so that each run asks again. */
const NAMES: { [name: string]: (count: number) => Answer } = {
  "gone.example": () => ({ Status: 3 }),
  localhost: () => ({ Status: 3 }),
  "empty.example": () => ({ Status: 0 }),
  "broken.example": () => ({ Status: 2 }),
  "inside.example": () => ({ Status: 0, Answer: [a(PUBLIC), a("10.0.0.7")] }),
  "alias.example": () => ({
    Status: 0,
    Answer: [{ type: CNAME, TTL: 0, data: "db.corp.internal." }, a("10.0.0.8")],
  }),
  // Public when it is asked first, private from then on.
  "rebinding.example": (count) => ({ Status: 0, Answer: [a(count === 1 ? PUBLIC : "10.0.0.9")] }),
  "canary.example": () => ({ Status: 0, Answer: [a("127.0.0.2")] }),
  // The pages of these servers, by a name.
  "here.example": () => ({ Status: 0, Answer: [a("127.0.0.1")] }),
};

const asked = new Map<string, number>();

/** @param type the number of a record type; AAAA (28) has no answers */
export function dnsAnswer(name: string, type: string): Answer {
  const known = NAMES[name];
  if (known === undefined) return { Status: 2 };
  const count = (asked.get(`${name} ${type}`) ?? 0) + 1;
  asked.set(`${name} ${type}`, count);
  const answer = known(count);
  return type === String(A) || answer.Status !== 0 ? answer : { Status: 0 };
}
