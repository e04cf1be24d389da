import { createContext } from "react";

/** How many things of the team are down now; the tab's title and icon show it. */
export const DownCount = createContext(0);
