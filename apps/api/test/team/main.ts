import type { AssignedCode, PhonePage } from "@nightbell/shared/team/phone-rpc";
import { Phone as RealPhone } from "../../src/phone/phone.ts";

export { Team } from "./crashable.ts";

/** A number that begins like this has an object that fails: it stands for every binding that is not on the page path. */
export class Phone extends RealPhone {
  override async assign(page: PhonePage, at: number): Promise<AssignedCode> {
    if (this.ctx.id.name?.startsWith("+4999")) throw new Error("this number's object is broken");
    return super.assign(page, at);
  }
}

export default { fetch: (): Response => new Response("only its objects are tested") };
