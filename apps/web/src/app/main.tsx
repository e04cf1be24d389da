import "@mantine/core/styles.css";
import "virtual:theme.css";
import "./styles/tokens.css";
import "./styles/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "../lib/api/query-client.ts";
import { App } from "./app.tsx";
import { makeRouter } from "./router.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const queryClient = makeQueryClient();
createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} router={makeRouter(queryClient)} />
  </StrictMode>,
);
