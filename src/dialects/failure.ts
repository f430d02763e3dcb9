import type { Generation } from "../core/generations/find.ts";
import { AppError } from "../foundation/errors.ts";

/** Returns the error of a generation that finished without images. */
export function toFailureError({
  errorCode,
  errorMessage,
  id,
}: Pick<Generation, "errorCode" | "errorMessage" | "id">): AppError {
  const message = errorMessage ?? "Image generation failed. Nothing was charged.";
  return new AppError(errorCode ?? "generation_failed", message, { details: { generationId: id } });
}
