import type { IconName } from "./nav.ts";

const PATHS: Record<IconName, string> = {
  overview: "M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-4v-5H8v5H4a1 1 0 0 1-1-1Z",
  incidents: "M10 3.5 17.5 16.5h-15ZM10 8.5v3.5M10 14.2v.1",
  heartbeats: "M2.5 10.5h3.5l2-5 3.5 9 2-4h4",
  monitors: "M3 4.5h14v9H3ZM7.5 16.5h5M10 13.5v3",
  maintenance:
    "M12.2 5.3a.8.8 0 0 0 0 1.1l1.4 1.4a.8.8 0 0 0 1.1 0l3.1-3.1a5 5 0 0 1-6.6 6.6l-5.8 5.8a1.8 1.8 0 0 1-2.5-2.5l5.8-5.8a5 5 0 0 1 6.6-6.6Z",
  probes:
    "M10 11.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4ZM6.8 13.2a4.5 4.5 0 0 1 0-6.4M13.2 6.8a4.5 4.5 0 0 1 0 6.4M4.3 15.7a8 8 0 0 1 0-11.4M15.7 4.3a8 8 0 0 1 0 11.4",
  guards: "M10 2.8 16 5v4.6c0 3.6-2.4 6.3-6 7.6-3.6-1.3-6-4-6-7.6V5ZM7.4 9.8l2 2 3.4-3.6",
  "on-call": "M10 3c-2.8 0-4.7 2-4.7 4.8v3l-1.5 2.5h12.4l-1.5-2.5v-3C14.7 5 12.8 3 10 3ZM8.3 16a1.8 1.8 0 0 0 3.4 0",
  policies: "M4 3.5h5v4H4ZM6.5 7.5V14H11M11 12h5v4h-5ZM6.5 9.5H11M11 7.5h5v3.5h-5Z",
  coverage: "M2.8 11a7.2 7.2 0 0 1 14.4 0ZM10 11v4.6a1.6 1.6 0 0 0 3.2 0M10 3.8V2.6",
  contacts: "M6.5 2.5h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM9 15h2",
  members:
    "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.5 16.5c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5M13.5 9.3a2.4 2.4 0 0 0 0-4.8M14.5 12.2c1.9.4 3 2 3 4.3",
  integrations: "M7.5 2.5v4M12.5 2.5v4M4.5 6.5h11V9a5.5 5.5 0 0 1-11 0ZM10 14.5v3",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  more: "M4 6h12M4 10h12M4 14h12",
};

/** A small line drawing beside a word; decoration. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
