import { client } from "../../api/client.ts";
import { randomName } from "../../components/random.ts";
import type { Draft } from "../../components/request-from-draft.ts";
import type { Order } from "./rerun.ts";

/** Creates a generation. The body is multipart form data if there are reference images. */
export function createGeneration({ draft, files }: Order) {
  const header = { "Idempotency-Key": randomName() };
  const path = "/api/account/generations";
  if (files.length === 0) return client.POST(path, { params: { header }, body: draft });
  return client.POST(path, {
    params: { header },
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
