import type { ComponentType } from "react";
import { CreditsPage } from "../pages/credits/credits-page.tsx";
import { GenerationPage } from "../pages/generations/generation-page.tsx";
import { GenerationsPage } from "../pages/generations/generations-page.tsx";
import { KeysPage } from "../pages/keys/keys-page.tsx";
import { PlaygroundPage } from "../pages/playground/playground-page.tsx";
import { ActivityPage } from "../pages/settings/activity-page.tsx";
import { SettingsPage } from "../pages/settings/settings-page.tsx";
import { UsagePage } from "../pages/usage/usage-page.tsx";
import { WebhookPage } from "../pages/webhooks/webhook-page.tsx";
import { WebhooksPage } from "../pages/webhooks/webhooks-page.tsx";

/** The customer's pages except the overview, by route pattern. */
export const CUSTOMER_PAGES: Record<string, ComponentType> = {
  "/keys": KeysPage,
  "/credits": CreditsPage,
  "/usage": UsagePage,
  "/webhooks": WebhooksPage,
  "/webhooks/:id": WebhookPage,
  "/playground": PlaygroundPage,
  "/generations": GenerationsPage,
  "/generations/:id": GenerationPage,
  "/settings": SettingsPage,
  "/settings/activity": ActivityPage,
};
