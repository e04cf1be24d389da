export { Phone } from "../../src/phone/phone.ts";

export default { fetch: (): Response => new Response("only its objects are tested") };
