import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { PhoneRpc } from "@nightbell/shared/team/phone-rpc";

let numbers = 0;
const stub = () => env.PHONE.getByName(`+4366000000${String(numbers++).padStart(2, "0")}`);
/** A number nobody texted yet. The cast is that of `phoneOf`. */
const phone = (): PhoneRpc => stub() as unknown as PhoneRpc;

const A = "aaaaaaaaaaaa";
const B = "bbbbbbbbbbbb";
const DAY = 86_400_000;
const page = (route: string, id: string, label = id) => ({ route, page: id, label });

test("codes are the lowest free from 10, kept while the page is open", async () => {
  const p = phone();
  expect(await p.assign(page(A, "pg_1"), 1)).toEqual({ code: 10, alone: true });
  expect(await p.assign(page(B, "pg_1"), 2)).toEqual({ code: 11, alone: false });
  expect(await p.assign(page(A, "pg_2"), 3)).toEqual({ code: 12, alone: false });
  expect(await p.assign(page(A, "pg_1"), 4)).toEqual({ code: 10, alone: false });
  await p.release(B, "pg_1");
  expect(await p.assign(page(A, "pg_3"), 5)).toEqual({ code: 11, alone: false });
});

test("a code means its page; without one the page of the last SMS, open or not", async () => {
  const p = phone();
  expect(await p.resolve(null)).toEqual({ found: false, known: false, others: [] });
  await p.assign(page(A, "pg_1", "db1"), 1);
  await p.assign(page(B, "pg_1", "web"), 2);
  expect(await p.resolve(10)).toEqual({ found: true, route: A, page: "pg_1", others: [{ code: 11, label: "web" }] });
  expect(await p.resolve(null)).toEqual({ found: true, route: B, page: "pg_1", others: [{ code: 10, label: "db1" }] });
  expect(await p.resolve(99)).toMatchObject({ found: false, known: true, others: [{ code: 10 }, { code: 11 }] });
  await p.release(B, "pg_1");
  expect(await p.resolve(null)).toEqual({ found: true, route: B, page: "pg_1", others: [{ code: 10, label: "db1" }] });
  expect(await p.resolve(11)).toMatchObject({ found: false, known: true });
});

test("a page that has been silent for a month frees its code", async () => {
  const p = phone();
  await p.assign(page(A, "pg_1"), 0);
  expect(await p.assign(page(A, "pg_2"), 30 * DAY)).toMatchObject({ code: 11 });
  expect(await p.assign(page(A, "pg_3"), 30 * DAY + 1)).toMatchObject({ code: 10 });
});

test("when every code is taken there is none, and the last SMS still counts", async () => {
  const p = phone();
  for (let code = 10; code <= 999; code++) await p.assign(page(A, `pg_${code}`), 1);
  expect(await p.assign(page(A, "pg_over"), 2)).toEqual({ code: null, alone: false });
  expect(await p.resolve(null)).toMatchObject({ found: true, page: "pg_over" });
});

test("STOP and START are remembered, and name every team of the number, also those without an open page", async () => {
  const p = phone();
  await p.assign(page(B, "pg_1"), 1);
  await p.assign(page(A, "pg_1"), 1);
  await p.release(A, "pg_1");
  expect(await p.optedOut()).toBe(false);
  expect(await p.optOut(true)).toEqual([A, B]);
  expect(await p.optedOut()).toBe(true);
  expect(await p.optOut(false)).toEqual([A, B]);
  expect(await p.optedOut()).toBe(false);
});

test("five lines of help, then silence until a valid command; none to a number that was never paged", async () => {
  const p = phone();
  expect(await p.help()).toBe(false);
  await p.assign(page(A, "pg_1"), 1);
  const helps = async () => {
    const given: boolean[] = [];
    for (let i = 0; i < 6; i++) given.push(await p.help());
    return given;
  };
  expect(await helps()).toEqual([true, true, true, true, true, false]);
  await p.resolve(99);
  expect(await p.help()).toBe(false);
  await p.resolve(null);
  expect(await helps()).toEqual([true, true, true, true, true, false]);
});

test("survives eviction", async () => {
  const object = stub();
  const p = object as unknown as PhoneRpc;
  await p.assign(page(A, "pg_1"), 1);
  await p.optOut(true);
  await evictDurableObject(object);
  expect(await p.resolve(10)).toMatchObject({ found: true, route: A });
  expect(await p.optedOut()).toBe(true);
});
