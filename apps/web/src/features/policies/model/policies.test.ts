import { type EscalationPolicy, policyInput } from "@nightbell/shared/paging/policy";
import { describe, expect, it } from "vitest";
import { policies, weekdays } from "../../../testing/policies.ts";
import { faultsOf, fieldOf, formOf, inputOf, newForm, newStep, type PolicyForm, rungForms } from "./form.ts";
import { targetChoices, withGone } from "./targets.ts";
import { planWords } from "@nightbell/shared/paging/policy-words";
import { callsNobody, deleteQuestion, inOrder, previewOf, usedWords } from "./words.ts";

const choices = targetChoices(
  [{ id: "usr_ana", name: "Ana" }],
  [{ id: "sch_1", name: "Weekdays" }],
  [
    { id: "chn_1", kind: "slack", name: "#ops" },
    { id: "chn_2", kind: "email", name: "office mail" },
  ],
);
const named = (more: Partial<PolicyForm> = {}): PolicyForm => ({ ...newForm("rota:sch_1"), name: "Nights", ...more });
const step = (more: Partial<PolicyForm["steps"][number]> = {}) => ({ ...newStep("member:usr_ana"), ...more });

describe("the form", () => {
  it("sends what it was shown", () => {
    const { id: _, ...stored }: EscalationPolicy = weekdays();
    expect(inputOf(formOf(weekdays()))).toEqual(stored);
    expect(policyInput.parse(inputOf(formOf(weekdays())))).toEqual(stored);
  });

  it("opens without fault once it has a name, with a rota or without", () => {
    expect(faultsOf(named())).toEqual({});
    expect(faultsOf({ ...newForm(undefined), name: "x" })).toEqual({});
  });

  it.each<[Partial<PolicyForm>, Record<string, string>]>([
    [{ name: " " }, { name: "give it a name" }],
    [{ steps: [step({ targets: [] })] }, { "steps.0.targets": "ask somebody" }],
    [{ steps: [step(), step({ wait: { count: 10, unit: "seconds" } })] }, { "steps.1.wait": "at least 30 seconds" }],
    [{ steps: [step({ wait: { count: "", unit: "hours" } })] }, { "steps.0.wait": "enter a number" }],
    [{ steps: [step({ wait: { count: 2, unit: "days" } })] }, { "steps.0.wait": "at most a day" }],
    [{ repeats: 10 }, { repeats: "from 0 to 9" }],
    [{ repeats: "" }, { repeats: "enter a number" }],
    [
      {
        steps: [
          step({
            plan: [
              ...rungForms([{ via: "push", afterSeconds: 0 }]),
              { via: "voice", after: { count: 5, unit: "minutes" } },
            ],
          }),
        ],
      },
      { "steps.0.plan.1.after": "never happens: the step moves on after 300 s" },
    ],
    [
      { steps: [step({ plan: rungForms([{ via: "sms", afterSeconds: -5 }]) })] },
      { "steps.0.plan.0.after": "from 0 seconds to a day" },
    ],
  ])("finds the fault of %j", (more, faults) => expect(faultsOf(named(more))).toEqual(faults));

  it("finds the field of a refusal", () => {
    expect(fieldOf("steps.2.targets.1.user")).toBe("steps.2.targets");
    expect(fieldOf("steps.2.waitSeconds")).toBe("steps.2.wait");
    expect(fieldOf("steps.2.plan.0.via")).toBe("steps.2.plan.0.via");
    expect(fieldOf("something new")).toBe("name");
  });
});

it("offers everyone, rotas, people and rooms, and keeps who is gone to be taken out", () => {
  const values = (targets: string[]) => withGone(choices, targets).map(({ value }) => value);
  expect(values(["team"])).toEqual(["team", "rota:sch_1", "member:usr_ana", "channel:chn_1"]);
  expect(values(["member:usr_x"]).at(-1)).toBe("member:usr_x");
});

describe("the sentences", () => {
  it("read as what was typed", () => {
    const form = named({
      steps: [
        step({ targets: ["rota:sch_1", "member:usr_ana", "channel:chn_1"] }),
        step({
          targets: ["team"],
          plan: rungForms([
            { via: "voice", afterSeconds: 30 },
            { via: "voice", afterSeconds: 120 },
          ]),
        }),
        step({ targets: ["channel:chn_1"] }),
      ],
      repeats: 2,
    });
    expect(previewOf(form, choices)).toEqual([
      "First whoever is on call in Weekdays and Ana: push and SMS at once, a call after 2 and 3 min; a post to #ops; for 5 min.",
      "Then everyone: a call after 30 s and 2 min; for 5 min.",
      "Then a post to #ops; for 5 min.",
      "All of this 2 more times.",
      "Then everyone, every 5 min, until someone answers.",
    ]);
  });

  it("stand what is not typed yet, and who is gone", () => {
    const form = named({
      steps: [step({ targets: [], wait: { count: "", unit: "minutes" } }), step({ targets: ["member:usr_x"] })],
      repeats: "",
    });
    expect(previewOf(form, choices)).toEqual([
      "First nobody yet; for ….",
      "Then somebody who is gone: push and SMS at once, a call after 2 and 3 min; for 5 min.",
      "All of this … more times.",
      "Then everyone, every 5 min, until someone answers.",
    ]);
  });

  it("leave out what the standard plan does not come to", () => {
    expect(planWords(null, 150)).toBe("push and SMS at once, a call after 2 min");
    expect(planWords(null, 60)).toBe("push and SMS at once");
    expect([callsNobody(null, 120), callsNobody(null, 121), callsNobody([], 60)]).toEqual([true, false, false]);
  });
});

describe("the list", () => {
  it("has the default ladder first", () =>
    expect(inOrder(policies().toReversed()).map(({ id }) => id)).toEqual([null, "pol_nights", "pol_weekdays"]));

  it("says what pages by a policy, and what deleting it does", () => {
    const [ladder, weekly, nights] = policies();
    if (!ladder || !weekly || !nights) throw new Error("three policies");
    expect(usedWords(weekly)).toBe("Pages by it: checkout API.");
    expect(usedWords(nights)).toBe("Nothing pages by it.");
    const many = Array.from({ length: 9 }, (_, i) => `m${i}`);
    expect(usedWords({ isDefault: false, usedBy: many })).toBe("Pages by it: m0, m1, m2, m3, m4, m5 and 3 more.");
    expect(deleteQuestion(weekly, "x")).toContain("The default ladder takes its place.");
    expect(deleteQuestion(nights, "x")).toBe("Nothing pages by it.");
    expect(deleteQuestion({ ...nights, usedBy: ["a", "b"] }, "Weekdays first")).toBe(
      "2 things page by it, and by the team’s policy, “Weekdays first”, from then on.",
    );
  });
});
