import { client } from "../../api/client.ts";
import { randomName } from "../../components/random.ts";
import type { Draft } from "../../components/request-from-draft.ts";
import type { Order } from "./rerun.ts";

/** Asks for the pictures; as a form where there are reference images. */
export function createGeneration({ wish, files }: Order) {
  const header = { "Idempotency-Key": randomName() };
  const path = "/api/account/generations";
  if (files.length === 0) return client.POST(path, { params: { header }, body: wish });
  return client.POST(path, {
    params: { header },
    body: { ...wish, reference_image: files },
    bodySerializer: () => toFormData(wish, files),
  });
}

function toFormData(wish: Draft, files: File[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(wish)) form.set(name, String(value));
  for (const file of files) form.append("reference_image", file);
  return form;
}
