import { useRef } from "react";
import { client } from "../../api/client.ts";
import { createIdempotencyKey } from "../../api/idempotency-key.ts";
import type { Draft } from "../../components/request-from-draft.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import type { PlaygroundRequest } from "./rerun.ts";

/**
 * Creates a generation and calls `onCreated` with its ID. An unchanged request that is sent again because
 * its response was lost has the same idempotency key, so it is charged once.
 */
export function useCreateGeneration(onCreated: (id: string) => void) {
  const unanswered = useRef<{ request: PlaygroundRequest; key: string }>(undefined);
  return useApiMutation(
    (request: PlaygroundRequest) => {
      const last = unanswered.current;
      const isRepeated = last !== undefined && isSameRequest(last.request, request);
      const key = isRepeated ? last.key : createIdempotencyKey();
      unanswered.current = { request, key };
      return postGeneration(request, key);
    },
    ({ id }) => {
      unanswered.current = undefined;
      onCreated(id);
    },
  );
}

function isSameRequest(one: PlaygroundRequest, other: PlaygroundRequest): boolean {
  const hasSameFiles =
    one.files.length === other.files.length &&
    one.files.every((file, index) => file === other.files[index]);
  return hasSameFiles && JSON.stringify(one.draft) === JSON.stringify(other.draft);
}

/** The body is multipart form data if there are reference images. */
function postGeneration({ draft, files }: PlaygroundRequest, idempotencyKey: string) {
  const params = { header: { "Idempotency-Key": idempotencyKey } };
  const path = "/api/account/generations";
  if (files.length === 0) return client.POST(path, { params, body: draft });
  return client.POST(path, {
    params,
    body: { ...draft, reference_image: files },
    bodySerializer: () => toFormData(draft, files),
  });
}

function toFormData(draft: Draft, files: File[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(draft)) form.set(name, String(value));
  for (const file of files) form.append("reference_image", file);
  return form;
}
