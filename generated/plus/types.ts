// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { components } from "./client.ts";

export type GenerateRequest = components["schemas"]["GenerateRequest"];
export type AcceptedGeneration = components["schemas"]["AcceptedGeneration"];
export type Generation = components["schemas"]["Generation"];
export type GenerationStatus = components["schemas"]["GenerationStatus"];
export type TaskType = components["schemas"]["TaskType"];
export type Output = components["schemas"]["Output"];
export type UploadRequest = components["schemas"]["UploadRequest"];
export type SignedUpload = components["schemas"]["SignedUpload"];
export type Error = components["schemas"]["Error"];
export type ErrorCode = components["schemas"]["ErrorCode"];
export type Issue = components["schemas"]["Issue"];
export type WebhookEventName = components["schemas"]["WebhookEventName"];
export type GenerationEvent = components["schemas"]["GenerationEvent"];
export type CreditsLowEvent = components["schemas"]["CreditsLowEvent"];
export type CreditsExpiringEvent = components["schemas"]["CreditsExpiringEvent"];
export type KeyLeakedEvent = components["schemas"]["KeyLeakedEvent"];
export type BatchEvent = components["schemas"]["BatchEvent"];
