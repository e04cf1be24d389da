import type { UseFormReturnType } from "@mantine/form";
import type { HeartbeatForm } from "../../model/form.ts";

/** The form that every part of the heartbeat's editor works on. */
export type Form = UseFormReturnType<HeartbeatForm>;
