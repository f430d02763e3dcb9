// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { components } from "./client.ts";

export type CreateImageRequest = components["schemas"]["CreateImageRequest"];
export type EditImageForm = components["schemas"]["EditImageForm"];
export type EditImageRequest = components["schemas"]["EditImageRequest"];
export type ImageInput = components["schemas"]["ImageInput"];
export type ImageReference = components["schemas"]["ImageReference"];
export type CreateFileForm = components["schemas"]["CreateFileForm"];
export type File = components["schemas"]["File"];
export type FileList = components["schemas"]["FileList"];
export type DeletedFile = components["schemas"]["DeletedFile"];
export type ImagesResponse = components["schemas"]["ImagesResponse"];
export type ImageData = components["schemas"]["ImageData"];
export type ResolvedBackground = components["schemas"]["ResolvedBackground"];
export type ResolvedFormat = components["schemas"]["ResolvedFormat"];
export type ResolvedQuality = components["schemas"]["ResolvedQuality"];
export type ResolvedSize = components["schemas"]["ResolvedSize"];
export type ImageUsage = components["schemas"]["ImageUsage"];
export type TokenDetails = components["schemas"]["TokenDetails"];
export type ImageGenerationEvent = components["schemas"]["ImageGenerationEvent"];
export type ImageEditEvent = components["schemas"]["ImageEditEvent"];
export type ImagePartialEvent = components["schemas"]["ImagePartialEvent"];
export type ImageCompletedEvent = components["schemas"]["ImageCompletedEvent"];
export type ImageEditPartialEvent = components["schemas"]["ImageEditPartialEvent"];
export type ImageEditCompletedEvent = components["schemas"]["ImageEditCompletedEvent"];
export type ErrorEvent = components["schemas"]["ErrorEvent"];
export type ModelCatalogue = components["schemas"]["ModelCatalogue"];
export type CatalogueModel = components["schemas"]["CatalogueModel"];
export type Error = components["schemas"]["Error"];
export type ErrorBody = components["schemas"]["ErrorBody"];
export type ErrorType = components["schemas"]["ErrorType"];
export type ErrorCode = components["schemas"]["ErrorCode"];
