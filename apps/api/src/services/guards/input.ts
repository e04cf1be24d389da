import type * as z from "zod";
import { guardInput } from "@nightbell/shared/guard/settings";
import { someKey } from "../input.ts";

export const guardPatch = guardInput.partial().refine(someKey, "name at least one setting to change");
export type GuardPatch = z.infer<typeof guardPatch>;
