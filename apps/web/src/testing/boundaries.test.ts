import { expect, it } from "vitest";

const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const LINES = 250;

const feature = (path: string): string | undefined => /^\.\.\/features\/([^/]+)\//.exec(path)?.[1];

it("lets no feature import another, and only app import features", () => {
  const wrong = Object.entries(sources).flatMap(([path, text]) =>
    [...text.matchAll(/from "(\.[^"]+)"/g)].flatMap(([, target = ""]) => {
      const to = new URL(target, `file:///src/${path.slice(3)}`).pathname.replace("/src/", "../");
      const [own, other] = [feature(path), feature(to)];
      const allowed = other === undefined || own === other || path.startsWith("../app/");
      const upwards = to.startsWith("../app/") && !path.startsWith("../app/") && !path.startsWith("../testing/");
      return allowed && !upwards ? [] : [`${path} → ${to}`];
    }),
  );
  expect(wrong).toEqual([]);
});

it("keeps files short", () => {
  expect(
    Object.entries(sources)
      .filter(([, text]) => text.split("\n").length > LINES)
      .map(([path]) => path),
  ).toEqual([]);
});
