import * as z from "zod";
import { addressesInList, addressesInSitemap, type AddressList } from "@nightbell/shared/check/setup/addresses";
import { AppError } from "@nightbell/shared/errors";
import { authorise } from "../../auth/access.ts";
import type { Ctx } from "../../context.ts";
import { requireAddress } from "./check.ts";
import { pageAt } from "./look.ts";

/** Addresses for many monitors at once, from a pasted list or a sitemap. Nothing is made: that is the batch's part. */

export const importInput = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("list"), text: z.string().max(60_000) }),
  z.strictObject({ from: z.literal("sitemap"), url: z.string().trim().min(1).max(2_048) }),
]);

export const importAnswer = z.object({
  found: z.array(z.object({ url: z.string(), name: z.string(), fault: z.string().nullable() })),
  /** Lines that are no address. */
  unreadable: z.array(z.object({ line: z.int(), text: z.string() })),
  /** How many were left out beyond the most that one import takes. */
  more: z.int(),
});
export type ImportAnswer = z.infer<typeof importAnswer>;

/** At most so many sitemaps of an index are read. */
const MOST_SITEMAPS = 3;

export async function readImport({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof importInput>;
}): Promise<ImportAnswer> {
  authorise(ctx, "operate");
  const { urls, unreadable, more } =
    input.from === "list" ? addressesInList(input.text) : await sitemap(ctx, input.url);
  return { found: urls.map((url) => ({ url, name: nameOf(url), fault: faultOf(ctx, url) })), unreadable, more };
}

async function sitemap(ctx: Ctx, url: string): Promise<AddressList> {
  const { text, status } = await pageAt(ctx, url);
  const first = addressesInSitemap(text);
  if (first.urls.length === 0)
    throw new AppError("invalid", `There is no sitemap at this address (it answered ${status}).`, "url");
  if (!first.isIndex) return first;
  const parts = await Promise.all(first.urls.slice(0, MOST_SITEMAPS).map((part) => pageAt(ctx, part)));
  const lists = parts.map((part) => addressesInSitemap(part.text));
  const all = addressesInList(lists.flatMap(({ urls }) => urls).join("\n"));
  return { ...all, more: all.more + lists.reduce((sum, { more }) => sum + more, 0) };
}

/** A name to begin with: the host, and the path if it is not the root. */
function nameOf(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname === "/" ? "" : pathname.replace(/\/$/, "")}`.slice(0, 100);
}

function faultOf(ctx: Ctx, url: string): string | null {
  try {
    requireAddress(ctx, url);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
