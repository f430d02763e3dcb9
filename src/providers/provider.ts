import type { KeptBytes } from "../foundation/kept-bytes.ts";
import type { Capability } from "./capabilities.ts";

/** An image on the local disk, in the temporary folder of an attempt. */
export interface LocalImage {
  path: string;
  contentType: "image/png" | "image/jpeg" | "image/webp";
  sizeBytes: number;
  /** The first bytes, or all of a small image, if the provider has kept them. */
  head?: Uint8Array | undefined;
  /** Whether it is a complete and undamaged PNG. Undefined if that was not checked. */
  isIntactPng?: boolean;
  /** Its base64, if the attempt keeps it. */
  base64?: KeptBytes | undefined;
}

/** A size in pixels; both edges are positive integers. */
export interface PixelSize {
  width: number;
  height: number;
}

/** The request for one generation, independent of the dialect. */
export interface ProviderRequest {
  generationId: string;
  /** The provider's name of the model. */
  model: string;
  prompt: string;
  /** The number of images, at least 1. */
  n: number;
  /** The exact size, or "auto" if the provider chooses it. */
  size: PixelSize | "auto";
  /** Such as "16:9", or "auto". For providers that accept ratio and tier instead of pixels. */
  aspectRatio: string;
  tier: "1K" | "2K" | "4K";
  /** Beyond "high" only with the capability. */
  quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
  background: "auto" | "opaque" | "transparent";
  outputFormat: "png" | "jpeg" | "webp";
  /** 0 to 100, only for jpeg and webp. */
  outputCompression?: number;
  moderation: "auto" | "low";
  /** A pseudonym of the end user or account, passed on if the provider accepts one. */
  user?: string;
  /** Input images, in the order of the request. If not empty, the request is an edit. */
  inputs: LocalImage[];
  mask?: LocalImage;
  /** A transparent PNG with drawings that show the change, only with input images. */
  markup?: LocalImage;
  /** How much the model plans the image. */
  complexity?: "low" | "medium" | "high";
  seed?: number;
  /** Undefined: the fidelity that the model uses by default. */
  inputFidelity?: "low";
  /** Undefined: the style that the model uses by default. */
  style?: "natural";
  /** 0 to 3 previews, only with `onPartial`. */
  partialImages: number;
}

/** The interface of a running attempt to the core. */
export interface Attempt {
  /** The temporary folder for images, created and removed by the core. */
  folder: string;
  /** Whether the base64 of the images is needed again. */
  keepsBase64?: boolean | undefined;
  /** The header with which the provider can continue the trace. Undefined without tracing. */
  traceparent?: string | undefined;
  /** Aborts at the deadline, on a cancel and at the end of a graceful shutdown. */
  signal: AbortSignal;
  /**
   * Commits that one more paid call may have been sent. Must be awaited immediately before the first byte
   * of each call that can cost money. If it rejects, the call must not be sent.
   */
  sent(): Promise<void>;
  /**
   * Reverts one `sent()`, because the response states that the call was not accepted. Never rejects; waits
   * for the end of a database outage, at most until the deadline of the attempt.
   */
  notAccepted(): Promise<void>;
  /**
   * The number of calls of this attempt that may have been accepted; may be > 0 after a crash. The responses
   * to calls beyond `taskIds` are lost, and these calls are never repeated.
   */
  callsSent: number;
  /** Identifies this attempt in the callback URL. Cannot be guessed. */
  reference: string;
  /** Returns the committed task ids, including those from callbacks. */
  findTaskIds(): Promise<string[]>;
  /** Task ids that were committed before a crash, in order. */
  taskIds: string[];
  /**
   * Commits a task id. Must be called immediately when the id is known. Never rejects; waits for the end of
   * a database outage, at most until the deadline of the attempt, so it only has to be awaited at the end.
   */
  taskCreated(taskId: string): Promise<void>;
  /**
   * Delivers a preview while the image is generated. Resolves when the file is no longer needed. Never
   * rejects.
   */
  onPartial?(index: number, image: LocalImage): Promise<void>;
}

/** Tokens as counted by the provider; stored for the operator. */
export interface ProviderUsage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  inputTextTokens?: number;
  inputImageTokens?: number;
}

/** The cost in credits of the provider; stored for the operator. */
export interface ProviderCredits {
  creditsConsumed: number;
}

/**
 * The outcome of an attempt. It determines whether the call may have been charged, and so whether it may
 * be repeated.
 *
 * - `images`: images on disk. Fewer than n are a partial result; more than n are truncated.
 * - `blocked`: the provider rejected the content.
 * - `rejected`: the provider rejected the request as invalid. Not charged.
 * - `not_accepted`: the call was not accepted (connection refused, DNS, TLS, or 429 or 503 before
 *   acceptance). The only outcome after which the same call may be repeated.
 * - `operator_fault`: invalid provider key, exhausted provider credits, or model not enabled. Only the
 *   operator can resolve it.
 * - `failed`: the provider reported a failure.
 * - `unknown`: the call was sent and its result is unknown. May have been charged.
 */
export type ProviderOutcome =
  | {
      kind: "images";
      images: LocalImage[];
      usage?: ProviderUsage | ProviderCredits;
      /** Millionths of a US dollar. */
      costMicros?: number;
      providerRequestId?: string;
      /** Whether other calls of this attempt may have been charged without returning an image. */
      spendUnknown?: boolean;
    }
  | { kind: "blocked"; message: string }
  | {
      kind: "rejected";
      /** For operators. */
      message: string;
      /** For the customer. Never the text of the provider. */
      reason?: string;
    }
  | { kind: "not_accepted"; cause: unknown; retryAfterMs?: number }
  | { kind: "operator_fault"; cause: unknown }
  | { kind: "failed"; message: string; cause: unknown }
  | { kind: "unknown"; cause: unknown };

/** The response to a provider's callback, and its task id if the callback is valid. */
export interface CallbackReading {
  status: 200 | 400 | 401;
  answer: object;
  taskId?: string;
}

/** A service that generates images. */
export interface Provider {
  /** Lower case, such as "openai"; stored with each attempt. */
  name: string;
  /** Whether repeating a request is free of charge and returns the same images. */
  repeatable: boolean;
  /** Whether an attempt with known task ids can be resumed after a crash. */
  resumable: boolean;
  /**
   * Whether `generate` sends its only call at once. The call can then be recorded before `generate` starts.
   */
  sendsOneCall?: boolean;
  /**
   * The optional request fields that it honors with every model, or passes on to models that are declared to
   * honor them.
   */
  capabilities?: { readonly [Name in Capability]?: "always" | "declared" };
  /** Returns why the provider cannot serve a request, as a text for the customer, or undefined. */
  findRequestFault?(request: ProviderRequest): string | undefined;
  /**
   * Reads a callback to `/api/callbacks/<name>`; undefined if callbacks are not configured. Its content is
   * not trusted: it only causes an earlier poll of the task.
   */
  readCallback?(headers: Headers, body: string): CallbackReading;
  /** Runs one attempt. All failures are returned as outcomes; an exception is a bug. */
  generate(request: ProviderRequest, attempt: Attempt): Promise<ProviderOutcome>;
}
