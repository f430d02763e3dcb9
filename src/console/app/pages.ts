import type { ComponentType } from "react";
import { Credits } from "../pages/credits/credits.tsx";
import { GenerationPage } from "../pages/generations/detail.tsx";
import { Generations } from "../pages/generations/list.tsx";
import { Keys } from "../pages/keys/keys.tsx";
import { Playground } from "../pages/playground/playground.tsx";
import { Settings } from "../pages/settings/settings.tsx";
import { Usage } from "../pages/usage/usage.tsx";
import { WebhookPage } from "../pages/webhooks/detail.tsx";
import { Webhooks } from "../pages/webhooks/list.tsx";

/** The customer's pages except the overview, by route pattern. */
export const PAGES: Record<string, ComponentType> = {
  "/keys": Keys,
  "/credits": Credits,
  "/usage": Usage,
  "/webhooks": Webhooks,
  "/webhooks/:id": WebhookPage,
  "/playground": Playground,
  "/generations": Generations,
  "/generations/:id": GenerationPage,
  "/settings": Settings,
};
