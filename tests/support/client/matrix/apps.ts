import { eventually } from "../../eventually.ts";
import { type MatrixClient, present, type Target, toImageFile } from "./cell.ts";

// The requests of applications and of libraries in other languages, as their sources write them.

const prompt = "a paper boat";

/** How an application sends a request. */
interface AppRequest {
  path: string;
  json?: object;
  form?: (target: Target) => Record<string, string | File>;
  /** The header of the key. Default: `Authorization`. */
  keyHeader?: "api-key";
}

interface ImagesBody {
  data?: { b64_json?: string; url?: string; task_id?: string }[];
}

/** Returns the applications with the operations that their requests use. */
export function listApps(): MatrixClient[] {
  return [...listChatApps(), ...listAutomations(), ...listLibraries(), ...listRelayClients()];
}

function listChatApps(): MatrixClient[] {
  return [
    {
      name: "Open WebUI",
      operations: {
        "images/generations": (target) =>
          send(target, generation("dall-e-3", { size: "512x512", response_format: "b64_json" })),
        "images/edits": (target) => send(target, edit("dall-e-2", { n: "1" }, "image")),
      },
    },
    {
      name: "LibreChat",
      operations: {
        "images/generations": (target) =>
          send(target, {
            ...generation("gpt-image-1", { background: "auto", output_format: "png" }),
            keyHeader: "api-key",
          }),
        "images/edits": (target) =>
          send(target, { ...edit("gpt-image-1", { n: "1" }), keyHeader: "api-key" }),
      },
    },
    {
      name: "Lobe Chat",
      operations: {
        "images/generations": (target) =>
          send(target, generation("gpt-image-1", { size: "auto", n: 1 })),
        "images/edits": (target) =>
          send(target, edit("gpt-image-1", { input_fidelity: "high", size: "auto" }, "image")),
        models: (target) => listModels(target),
      },
    },
  ];
}

function listAutomations(): MatrixClient[] {
  return [
    {
      name: "n8n",
      operations: {
        "response_format: url": (target) =>
          send(
            target,
            generation("dall-e-2", {
              size: "512x512",
              response_format: "url",
              quality: "standard",
            }),
          ),
        "images/edits": (target) =>
          send(target, edit("gpt-image-1", { size: "1024x1024", output_compression: "100" })),
        models: (target) => listModels(target),
      },
    },
    {
      name: "Dify",
      operations: {
        "images/generations": (target) =>
          send(
            target,
            generation("gpt-image-2.5-flare", { size: "1024x1024", quality: "high", n: 1 }),
          ),
        "images/edits": (target) => send(target, edit("gpt-image-2", { size: "1024x1024" })),
      },
    },
  ];
}

function listLibraries(): MatrixClient[] {
  return [
    {
      name: "LangChain (Python)",
      operations: {
        "response_format: url": (target) =>
          send(target, generation("dall-e-2", { size: "1024x1024", quality: "standard" })),
      },
    },
    {
      name: "LlamaIndex (Python)",
      operations: {
        "images/generations": (target) =>
          send(
            target,
            generation("dall-e-3", {
              ...{ size: "1792x1024", quality: "standard", style: "vivid" },
              response_format: "b64_json",
            }),
          ),
      },
    },
  ];
}

/** Desktop clients of relays send references with a generation, and poll tasks. */
function listRelayClients(): MatrixClient[] {
  return [
    {
      name: "Relay clients",
      operations: {
        "images/generations": (target) =>
          send(target, generation("gpt-image-2", { image: [toDataUrl(target)] })),
        "response_format: url": (target) => {
          const image_urls = [toDataUrl(target)];
          const fields = { size: "1:1", resolution: "1k", image_urls, response_format: "url" };
          return send(target, generation("gpt-image-2", fields));
        },
        "async: true": runTask,
        models: (target) => listModels(target),
      },
    },
    {
      name: "xAI-style clients",
      operations: {
        "images/edits": (target) => {
          const image = { url: toDataUrl(target), type: "image_url" };
          const json = { model: "gpt-image-2", prompt, image, response_format: "b64_json" };
          return send(target, { path: "/v1/images/edits", json });
        },
      },
    },
  ];
}

function generation(model: string, fields: object): AppRequest {
  return { path: "/v1/images/generations", json: { model, prompt, n: 1, ...fields } };
}

function edit(model: string, fields: Record<string, string>, field = "image[]"): AppRequest {
  const form = (target: Target) => ({ model, prompt, ...fields, [field]: toImageFile(target) });
  return { path: "/v1/images/edits", form };
}

function toDataUrl({ image }: Target): string {
  return `data:image/png;base64,${Buffer.from(image).toString("base64")}`;
}

async function send(target: Target, request: AppRequest): Promise<string[]> {
  const { data = [] }: ImagesBody = await post(target, request);
  return present(data.map(({ b64_json: base64, url }) => base64 ?? url));
}

async function post(target: Target, { path, json, form, keyHeader }: AppRequest) {
  const key = keyHeader ?? "authorization";
  const headers = { [key]: keyHeader === undefined ? `Bearer ${target.key}` : target.key };
  const query = keyHeader === undefined ? "" : "?api-version=2025-04-01-preview";
  const response = await fetch(`${target.url}${path}${query}`, {
    method: "POST",
    ...(form === undefined
      ? { body: JSON.stringify(json), headers: { ...headers, "content-type": "application/json" } }
      : { body: toForm(form(target)), headers }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

function toForm(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

async function listModels(target: Target): Promise<string[]> {
  const { data }: { data: { id: string }[] } = await get(target, "/v1/models");
  return data.map(({ id }) => id);
}

/** Starts a task and polls it until it has finished. */
async function runTask(target: Target): Promise<string[]> {
  const request = generation("gpt-image-2", { async: true });
  const { data: [accepted] = [] }: ImagesBody = await post(target, request);
  const read = async () => {
    const { data }: TaskBody = await get(target, `/v1/tasks/${accepted?.task_id}`);
    const images = data?.result?.images ?? [];
    return images.length > 0 ? images.flatMap(({ url }) => url ?? []) : undefined;
  };
  return eventually(read, { message: "the task has no images" });
}

interface TaskBody {
  data?: { result?: { images?: { url?: string[] }[] } };
}

async function get(target: Target, path: string) {
  const headers = { authorization: `Bearer ${target.key}` };
  const response = await fetch(`${target.url}${path}`, { headers });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}
