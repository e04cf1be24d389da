import type { UseFormReturnType } from "@mantine/form";
import type { MaintenanceForm } from "../model/form.ts";

export type Form = UseFormReturnType<MaintenanceForm>;
