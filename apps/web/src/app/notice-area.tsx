import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where `lib/notice.ts` speaks. */
export default function NoticeArea() {
  return <Notifications position="top-right" limit={4} />;
}
