// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { components } from "./client.ts";

export type OutputFormat = components["schemas"]["OutputFormat"];
export type EndUser = components["schemas"]["EndUser"];
export type CreateImageRequest = components["schemas"]["CreateImageRequest"];
export type Task = components["schemas"]["Task"];
export type TaskStatus = components["schemas"]["TaskStatus"];
export type TaskImage = components["schemas"]["TaskImage"];
export type TaskError = components["schemas"]["TaskError"];
export type Error = components["schemas"]["Error"];
export type ErrorType = components["schemas"]["ErrorType"];
export type ErrorCode = components["schemas"]["ErrorCode"];
