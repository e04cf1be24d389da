import * as z from "zod";
import { boundedText, parsedJson, refusal } from "./answers.ts";
import type { Egress } from "./core/egress.ts";
import { CheckFailure } from "./core/failure.ts";
import { fetchPage } from "./core/page.ts";

/** `POST /page {url}` answers a page of the web, for set-up: spec "checks" §7, the same guard. */

const MAX_BYTES = 16_384;
const input = z.object({ url: z.string() });

/** Answers the page as JSON; 422 with a sentence if it cannot be had. */
export async function servePage(request: Request, egress: Egress): Promise<Response> {
  const text = await boundedText(request, MAX_BYTES);
  const asked = input.safeParse(text === null ? null : parsedJson(text));
  if (!asked.success) return refusal("bad_request", 'Send {"url": "https://…"}.', "url");
  try {
    return Response.json(await fetchPage(asked.data.url, egress));
  } catch (error) {
    if (error instanceof CheckFailure) return refusal("invalid", error.message, "url");
    throw error;
  }
}
