import type { Customer } from "./app.ts";

/** A batch as the API shows it. */
export interface Batch {
  id: string;
  status: string;
  input_file_id: string;
  output_file_id?: string;
  error_file_id?: string;
  request_counts: { total: number; completed: number; failed: number };
  errors?: { data: { message: string; line: number | null }[] };
}

/** Uploads the input of a batch and creates it. Returns its public id and that of its row. */
export async function startBatch(
  customer: Customer,
  input: string | Buffer<ArrayBuffer>,
  endpoint = "/v1/images/generations",
): Promise<{ id: string; uuid: string }> {
  const form = new FormData();
  form.append("purpose", "batch");
  form.append("file", new Blob([input]), "requests.jsonl");
  const file = await customer.call("/v1/files", { method: "POST", body: form });
  const { id: input_file_id } = (await file.json()) as { id: string };
  const body = JSON.stringify({ input_file_id, endpoint, completion_window: "24h" });
  const headers = { "content-type": "application/json" };
  const made = await customer.call("/v1/batches", { method: "POST", headers, body });
  const { id } = (await made.json()) as Batch;
  const uuid = id.replace(/^batch_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { id, uuid };
}

/** Returns a batch. */
export async function readBatch(customer: Customer, id: string): Promise<Batch> {
  return (await customer.call(`/v1/batches/${id}`)).json() as Promise<Batch>;
}
