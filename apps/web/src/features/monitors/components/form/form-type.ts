import type { UseFormReturnType } from "@mantine/form";
import { createContext } from "react";
import type { MonitorForm } from "../../model/form.ts";
import { NOTHING_STORED, type Stored } from "../../model/form-secrets.ts";

/** The form that every part of the monitor's editor works on. */
export type Form = UseFormReturnType<MonitorForm>;

/** The secrets that the server keeps for the monitor under edit. */
export const StoredSecrets = createContext<Stored>(NOTHING_STORED);
