/** Whom steps can ask. `label` is what a sentence calls it. */
export type TargetChoice = { value: string; label: string; about?: string };

type Named = { id: string; name: string };

/** Everyone, the rotas, each person, and the chat rooms. An e-mail channel is no room: its owner is asked in person. */
export const targetChoices = (
  people: readonly Named[],
  rotas: readonly Named[],
  channels: readonly (Named & { kind: string })[],
): TargetChoice[] => [
  { value: "team", label: "everyone" },
  ...rotas.map(({ id, name }) => ({ value: `rota:${id}`, label: `whoever is on call in ${name}` })),
  ...people.map(({ id, name }) => ({ value: `member:${id}`, label: name })),
  ...channels
    .filter(({ kind }) => kind !== "email")
    .map(({ id, name }) => ({ value: `channel:${id}`, label: name, about: "a room: one post" })),
];

/** What a target is called that nobody finds any more. */
export const GONE = "somebody who is gone";

/** The choices, and those of the step that are gone meanwhile: they keep a place, to be taken out. */
export const withGone = (choices: readonly TargetChoice[], targets: readonly string[]): TargetChoice[] => [
  ...choices,
  ...targets
    .filter((target) => !choices.some(({ value }) => value === target))
    .map((value) => ({ value, label: value.startsWith("channel:") ? "a room that is gone" : GONE })),
];
