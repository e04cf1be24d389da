import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Rules about the repository itself that no compiler and no linter sees. */

const ROOT = join(import.meta.dirname, "../../..");
const MANIFESTS = ["package.json", ...globSync("{apps,packages}/*/package.json", { cwd: ROOT })].toSorted();

type Manifest = Partial<Record<"dependencies" | "devDependencies" | "scripts", Record<string, string>>>;
const manifest = (path: string): Manifest => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Manifest;
const wanted = (path: string): [string, string][] => {
  const { dependencies, devDependencies } = manifest(path);
  return [...Object.entries(dependencies ?? {}), ...Object.entries(devDependencies ?? {})];
};

test("every package is pinned exactly, at one version in all workspaces", () => {
  const versions = new Map<string, Set<string>>();
  for (const path of MANIFESTS) {
    for (const [name, version] of wanted(path)) {
      expect(version, `${name} in ${path}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
});

test("every workspace has the checks that turbo would skip in silence", () => {
  for (const path of MANIFESTS.filter((name) => name !== "package.json")) {
    const { scripts = {} } = manifest(path);
    expect(Object.keys(scripts), path).toEqual(expect.arrayContaining(["check:types", "test"]));
    if (path.startsWith("apps/")) expect(Object.keys(scripts), path).toContain("build");
  }
});

test("zod comes as a namespace: its named import brings the whole library into bundles", () => {
  const sources = globSync("{apps,packages}/*/src/**/*.{ts,tsx}", { cwd: ROOT });
  expect(sources.length).toBeGreaterThan(100);
  const named = sources.filter((path) =>
    /import\s+(\{|z\b)[^;]*from "zod"/.test(readFileSync(join(ROOT, path), "utf8")),
  );
  expect(named).toEqual([]);
});
