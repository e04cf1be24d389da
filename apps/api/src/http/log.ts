/**
 * Writes one JSON line. Never pass secrets, bodies, tokens, addresses of people, or raw paths that can hold a token.
 * @param fields what the line says
 */
export function logLine(fields: Record<string, string | number | boolean | null>): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), name: "api", ...fields }));
}
