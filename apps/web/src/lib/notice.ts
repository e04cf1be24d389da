import type { NotificationData } from "@mantine/notifications";
import { messageOf } from "./api/error.ts";

async function show(data: NotificationData): Promise<void> {
  const { notifications } = await import("@mantine/notifications");
  notifications.show(data);
}

/** Says that something was done, in the server's words where it has some. */
export const notifyDone = (message: string): void => void show({ message, color: "teal", autoClose: 5_000 });

/** Says what went wrong; stays until closed, so that nobody misses it. */
export const notifyError = (error: unknown): void =>
  void show({ title: "That did not work", message: messageOf(error), color: "red", autoClose: false });
