import { api, client } from "../../api/client.ts";
import { isNotFound } from "../../api/errors.ts";
import { createIdempotencyKey } from "../../api/idempotency-key.ts";
import type { Draft } from "../../components/request-from-draft.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import type { PlaygroundRequest } from "./rerun.ts";

/** A request whose generation is not known yet. */
interface UnansweredRequest {
  accountId: string;
  request: PlaygroundRequest;
  key: string;
}

// In memory for as long as the requests that `useKeptRequest` keeps, because those can be sent again.
const unansweredRequests = new Set<UnansweredRequest>();

/**
 * Creates a generation and calls `onCreated` with its ID. An unchanged request that is sent again because
 * its response was lost has the same idempotency key, so it is charged once.
 */
export function useCreateGeneration(onCreated: (id: string) => void) {
  const { id: accountId = "" } = api.useQuery("get", "/api/account").data ?? {};
  return useApiMutation(
    async (request: PlaygroundRequest) => {
      const unanswered = findUnanswered(accountId, request) ?? addUnanswered(accountId, request);
      const response = await postGeneration(request, unanswered.key);
      // Not found: it was created, and deleted since. Other errors can precede the check of the key.
      const isKnown = response.error === undefined || isNotFound(response.error);
      if (isKnown) unansweredRequests.delete(unanswered);
      return response;
    },
    ({ id }) => onCreated(id),
  );
}

function findUnanswered(
  accountId: string,
  request: PlaygroundRequest,
): UnansweredRequest | undefined {
  return [...unansweredRequests].find(
    (each) => each.accountId === accountId && isSameRequest(each.request, request),
  );
}

function addUnanswered(accountId: string, request: PlaygroundRequest): UnansweredRequest {
  const unanswered = { accountId, request, key: createIdempotencyKey() };
  unansweredRequests.add(unanswered);
  return unanswered;
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
