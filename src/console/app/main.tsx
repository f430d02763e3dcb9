import { QueryClientProvider } from "@tanstack/react-query";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "../api/queries.ts";
import { startLanguage } from "../languages/language.ts";
import { OfflineBar } from "../components/offline-bar.tsx";
import { Toaster } from "../components/toast.tsx";
import { Routes } from "./routes.tsx";
import { startTheme } from "../components/theme.ts";

startTheme();
await startLanguage();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root.");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Toaster>
          <OfflineBar />
          <Routes />
        </Toaster>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
