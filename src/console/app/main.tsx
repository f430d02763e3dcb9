import { QueryClientProvider } from "@tanstack/react-query";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "../api/queries.ts";
import { initLanguage } from "../languages/language.ts";
import { ConfirmPasswordDialog } from "./confirm-password-dialog.tsx";
import { CrashPage } from "./crash-page.tsx";
import { Toaster } from "../components/toast.tsx";
import { StatusBars } from "./status-bars.tsx";
import { Routes } from "./routes.tsx";
import { applyStoredTheme } from "../components/theme.ts";

applyStoredTheme();
await initLanguage();
const element = document.getElementById("root");
if (element === null) throw new Error("The page has no root.");
const root = createRoot(element, {
  // React has removed everything from the page.
  onUncaughtError(error) {
    reportError(error);
    root.render(<CrashPage />);
  },
});
root.render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Toaster>
          <StatusBars />
          <Routes />
          <ConfirmPasswordDialog />
        </Toaster>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
