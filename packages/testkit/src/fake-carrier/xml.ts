/** An element of a small XML document; `text` is its direct character data, in order, trimmed. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TOKEN =
  /<\?xml[^?]*\?>|<!--[\s\S]*?-->|<\/([A-Za-z]+)\s*>|<([A-Za-z]+)((?:\s+[A-Za-z]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
const ATTRIBUTE = /([A-Za-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function decode(text: string): string {
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const numeric = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
    if (numeric) return String.fromCodePoint(parseInt(numeric[1] ?? numeric[2] ?? "", numeric[1] ? 16 : 10));
    const character = whole.endsWith(";") ? ENTITIES[name] : undefined;
    if (character === undefined) throw new Error(`XML: "${whole}" is not an entity; write & as &amp;`);
    return character;
  });
}

/** Reads the XML that TwiML needs: elements, attributes, text, comments. @throws on anything malformed */
export function parseXml(source: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`XML: malformed at character ${at}`);
    const parent = open.at(-1) ?? root;
    const [token, closing, opening, attributes = "", selfClosing] = match;
    if (closing !== undefined) {
      if (parent === root || parent.name !== closing) throw new Error(`XML: unexpected </${closing}>`);
      open.pop();
    } else if (opening !== undefined) {
      const element: Element = { name: opening, attributes: {}, children: [], text: "" };
      for (const [, name = "", double, single] of attributes.matchAll(ATTRIBUTE))
        element.attributes[name] = decode(double ?? single ?? "");
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    } else if (!token.startsWith("<")) {
      parent.text = `${parent.text} ${decode(token).trim()}`.trim();
    }
  }
  const [document, ...rest] = root.children;
  if (open.length > 1 || !document || rest.length || root.text)
    throw new Error("XML: there must be exactly one closed root element");
  return document;
}
