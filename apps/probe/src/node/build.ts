/** Set when the program is bundled: the commit it was made from. */
declare const NIGHTBELL_BUILD: string | undefined;

/** Which program this is, as Nightbell shows it beside the probe. */
export const BUILD = `node-${typeof NIGHTBELL_BUILD === "string" ? NIGHTBELL_BUILD : "source"}`;
