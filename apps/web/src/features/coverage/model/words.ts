import type { CoverageItem, CoverageView } from "@nightbell/shared/views/on-call-views";
import type { Mark } from "../../../ui/mark.ts";

export type Severity = CoverageItem["severity"];

/** The verdict by the worst that is open; small things alone leave the team covered. Spec "product" §2.9. */
export function verdictMark({ covered, items }: Pick<CoverageView, "covered" | "items">): Mark {
  if (!covered || items.some(({ severity }) => severity === "critical"))
    return { shape: "square", tone: "down", word: "Not covered" };
  return items.some(({ severity }) => severity === "major")
    ? { shape: "half", tone: "late", word: "Holes" }
    : { shape: "disc", tone: "up", word: "Covered" };
}

const TITLES: Record<Severity, string> = {
  critical: "Mend these first",
  major: "Holes",
  minor: "Small things",
};
const ORDER: readonly Severity[] = ["critical", "major", "minor"];

export type Group = { severity: Severity; title: string; items: CoverageItem[] };

/** What is open, worst first, within a weight in the order of the API. */
export const groupsOf = (items: readonly CoverageItem[]): Group[] =>
  ORDER.map((severity) => ({
    severity,
    title: TITLES[severity],
    items: items.filter((item) => item.severity === severity),
  })).filter((group) => group.items.length > 0);

/** "3 things to mend, 1 of them first." */
export function openWords(items: readonly CoverageItem[]): string {
  if (items.length === 0) return "Nothing to mend.";
  const first = items.filter(({ severity }) => severity === "critical").length;
  if (items.length === 1) return "One thing to mend.";
  return `${items.length} things to mend${first === 0 || first === items.length ? "" : `, ${first} of them first`}.`;
}
