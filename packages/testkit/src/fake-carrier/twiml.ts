import { parseXml, type Element } from "./xml.ts";

export type Prompt = { verb: "Say"; text: string } | { verb: "Pause"; seconds: number };
export type Gather = {
  verb: "Gather";
  numDigits: number | null;
  timeoutSeconds: number;
  finishOnKey: string;
  /** Null: the url of the current document. */
  action: string | null;
  actionOnEmptyResult: boolean;
  prompts: Prompt[];
};
export type Verb = Prompt | Gather | { verb: "Hangup" } | { verb: "Redirect"; url: string };

const ATTRIBUTES: Record<string, string[]> = {
  Response: [],
  Say: ["voice", "language", "loop"],
  Pause: ["length"],
  Hangup: [],
  Redirect: ["method"],
  Gather: ["action", "method", "numDigits", "timeout", "finishOnKey", "actionOnEmptyResult", "input", "language"],
};

function checkAttributes(element: Element): void {
  const known = ATTRIBUTES[element.name];
  if (!known) throw new Error(`TwiML: <${element.name}> is not a verb this carrier knows`);
  for (const name of Object.keys(element.attributes))
    if (!known.includes(name)) throw new Error(`TwiML: <${element.name}> has no attribute ${name}`);
  const method = element.attributes["method"] ?? "POST";
  if (method !== "POST") throw new Error(`TwiML: this carrier posts only, not ${method}`);
}

function whole(element: Element, name: string, fallback: number, least: number): number {
  const text = element.attributes[name];
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text) || Number(text) < least)
    throw new Error(`TwiML: ${name}="${text}" must be a whole number of at least ${least}`);
  return Number(text);
}

function prompt(element: Element): Prompt {
  checkAttributes(element);
  if (element.name === "Pause") return { verb: "Pause", seconds: whole(element, "length", 1, 1) };
  if (element.name !== "Say") throw new Error(`TwiML: <${element.name}> cannot stand inside <Gather>`);
  if (!element.text) throw new Error("TwiML: <Say> has no text");
  return { verb: "Say", text: element.text.replace(/\s+/g, " ") };
}

function gather(element: Element): Gather {
  const { action, finishOnKey, actionOnEmptyResult } = element.attributes;
  return {
    verb: "Gather",
    numDigits: element.attributes["numDigits"] === undefined ? null : whole(element, "numDigits", 1, 1),
    timeoutSeconds: whole(element, "timeout", 5, 1),
    finishOnKey: finishOnKey ?? "#",
    action: action ?? null,
    actionOnEmptyResult: actionOnEmptyResult === "true",
    prompts: element.children.map(prompt),
  };
}

function verb(element: Element): Verb {
  checkAttributes(element);
  if (element.name === "Gather") return gather(element);
  if (element.name === "Hangup") return { verb: "Hangup" };
  if (element.name === "Redirect") return { verb: "Redirect", url: element.text };
  return prompt(element);
}

/** Reads a voice document. @throws when it is not XML, or not TwiML that Twilio would execute */
export function parseVoice(source: string): Verb[] {
  return responseOf(source).children.map(verb);
}

/** Reads a messaging document: the texts it replies with. @throws as {@link parseVoice} */
export function parseMessaging(source: string): string[] {
  return responseOf(source).children.map((element) => {
    if (element.name !== "Message") throw new Error(`TwiML: <${element.name}> is not a messaging verb`);
    return element.children.find((child) => child.name === "Body")?.text ?? element.text;
  });
}

function responseOf(source: string): Element {
  const document = parseXml(source.trim());
  if (document.name !== "Response") throw new Error("TwiML: the root element must be <Response>");
  if (document.text) throw new Error("TwiML: <Response> may hold verbs only, not text");
  return document;
}
