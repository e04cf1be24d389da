export { Phone } from "../../src/phone/phone.ts";
export { Team } from "../../src/team/team.ts";

export default { fetch: (): Response => new Response("only its objects are tested") };
