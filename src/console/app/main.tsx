import { QueryClientProvider } from "@tanstack/react-query";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "../api/queries.ts";
import { initLanguage } from "../languages/language.ts";
import { OfflineBar } from "../components/offline-bar.tsx";
import { Toaster } from "../components/toast.tsx";
import { Routes } from "./routes.tsx";
import { applyStoredTheme } from "../components/theme.ts";

applyStoredTheme();
await initLanguage();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root.");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Toaster>
          <OfflineBar />
          <Routes />
        </Toaster>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
