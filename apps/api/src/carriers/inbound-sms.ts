import { fitSegment } from "@nightbell/shared/paging/gsm";
import { cut, plainText } from "@nightbell/shared/paging/plain-text";
import { carrierWord, parseReply, REPLY_HELP } from "@nightbell/shared/paging/replies";
import type { PagerRpc } from "@nightbell/shared/team/pager-rpc";
import type { PhoneRpc, ResolvedReply } from "@nightbell/shared/team/phone-rpc";

/** What an SMS does and what it is answered. Spec "oncall" §6. */

const E164 = /^\+[1-9]\d{6,14}$/;

export type InboundSms = { from: string; body: string; at: number };
/** Where the objects are. */
export type Objects = { phone(number: string): PhoneRpc; pager(route: string): PagerRpc };

/**
 * Carries out a texted command. Gives the answer, one segment; null sends nothing.
 * @throws when an object cannot be reached; the carrier then tries again, and a repeat is harmless
 */
export async function answerSms(sms: InboundSms, objects: Objects): Promise<string | null> {
  if (!E164.test(sms.from)) return null;
  const { kind, code } = parseReply(sms.body);
  const phone = objects.phone(sms.from);
  if (kind === "carrier") return takeCarrierWord(sms, phone, objects);
  if (kind === "unknown") return (await phone.help()) ? REPLY_HELP : null;
  const meant = await phone.resolve(code);
  if (!meant.found)
    return meant.known
      ? oneSegment(
          code === null ? "Nothing to answer: no page was sent here." : `There is no open page ${code}.`,
          meant,
        )
      : null;
  const { text } = await objects.pager(meant.route).smsReply({ from: sms.from, page: meant.page, kind, at: sms.at });
  return text === null ? null : oneSegment(text, meant);
}

/** The carrier itself blocks, unblocks and answers these words; the teams must know whether SMS still counts. */
async function takeCarrierWord(sms: InboundSms, phone: PhoneRpc, objects: Objects): Promise<null> {
  const word = carrierWord(sms.body);
  if (word === "help") return null;
  const out = word === "out";
  const routes = await phone.optOut(out);
  const told = await Promise.allSettled(routes.map((route) => objects.pager(route).smsOptOut(sms.from, out, sms.at)));
  const failed = told.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return null;
}

function oneSegment(text: string, { others }: ResolvedReply): string {
  const listed = others.slice(0, 5).map(({ code, label }) => `${code} ${cut(plainText(label), 12, "")}`.trim());
  const also = listed.length > 0 ? ` Also open: ${listed.join(", ")}.` : "";
  return fitSegment({ head: "", summary: plainText(text), tails: [also, ""] });
}
