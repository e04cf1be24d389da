import type { UseFormReturnType } from "@mantine/form";
import type { PolicyForm } from "../model/form.ts";

/** The form that every part of the policy's editor works on. */
export type Form = UseFormReturnType<PolicyForm>;
