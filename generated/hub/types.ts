// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { components } from "./client.ts";

export type Model = components["schemas"]["Model"];
export type Prompt = components["schemas"]["Prompt"];
export type Size = components["schemas"]["Size"];
export type AspectRatio = components["schemas"]["AspectRatio"];
export type Quality = components["schemas"]["Quality"];
export type Tier = components["schemas"]["Tier"];
export type RenderQuality = components["schemas"]["RenderQuality"];
export type ImageCount = components["schemas"]["ImageCount"];
export type OutputFormat = components["schemas"]["OutputFormat"];
export type Background = components["schemas"]["Background"];
export type Async = components["schemas"]["Async"];
export type EndUser = components["schemas"]["EndUser"];
export type CreateImageRequest = components["schemas"]["CreateImageRequest"];
export type CreateImageForm = components["schemas"]["CreateImageForm"];
export type Generation = components["schemas"]["Generation"];
export type FinishedGeneration = components["schemas"]["FinishedGeneration"];
export type AcceptedGeneration = components["schemas"]["AcceptedGeneration"];
export type GenerationStatus = components["schemas"]["GenerationStatus"];
export type GenerationError = components["schemas"]["GenerationError"];
export type Image = components["schemas"]["Image"];
export type Usage = components["schemas"]["Usage"];
export type Balance = components["schemas"]["Balance"];
export type SpendableCredits = components["schemas"]["SpendableCredits"];
export type AccountType = components["schemas"]["AccountType"];
export type NextExpiration = components["schemas"]["NextExpiration"];
export type Expiration = components["schemas"]["Expiration"];
export type CreditBalance = components["schemas"]["CreditBalance"];
export type ModelList = components["schemas"]["ModelList"];
export type ModelCard = components["schemas"]["ModelCard"];
export type TierPrices = components["schemas"]["TierPrices"];
export type ModelDefaults = components["schemas"]["ModelDefaults"];
export type Error = components["schemas"]["Error"];
export type ErrorCode = components["schemas"]["ErrorCode"];
export type ErrorDetail = components["schemas"]["ErrorDetail"];
