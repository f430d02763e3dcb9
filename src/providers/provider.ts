/** A picture that lies on this machine's disk, inside the scratch folder of one attempt. */
export interface LocalImage {
  path: string;
  contentType: "image/png" | "image/jpeg" | "image/webp";
  sizeBytes: number;
}

/** Pixels, both edges positive integers. */
export interface PixelSize {
  width: number;
  height: number;
}

/** What a provider is asked for: one generation, in no dialect's words. */
export interface ProviderRequest {
  generationId: string;
  /** The provider's own name of the model. */
  model: string;
  prompt: string;
  /** How many pictures, at least 1. */
  n: number;
  /** Exact pixels, or "auto" where the provider chooses. */
  size: PixelSize | "auto";
  /** Such as "16:9", or "auto". For providers that take ratio and tier in place of pixels. */
  aspectRatio: string;
  tier: "1K" | "2K" | "4K";
  quality: "low" | "medium" | "high" | "auto";
  background: "auto" | "opaque" | "transparent";
  outputFormat: "png" | "jpeg" | "webp";
  /** 0 to 100, for jpeg and webp only. */
  outputCompression?: number;
  moderation: "auto" | "low";
  /** The caller's own end-user id, passed on where the provider takes one. */
  user?: string;
  /** Reference pictures, in the caller's order. Not empty means an edit. */
  inputs: LocalImage[];
  mask?: LocalImage;
  /** 0 to 3 previews, only with `onPartial`. */
  partialImages: number;
}

/** How one attempt talks to the core while it runs. */
export interface Attempt {
  /** Scratch folder of this attempt, made and removed by the core. Pictures are written here. */
  folder: string;
  /** Aborts at the deadline, at a cancel and at the end of a drain. */
  signal: AbortSignal;
  /**
   * Commits "one more paid call may be under way". Awaited immediately before the first byte of each
   * call that can cost money; when it rejects, nothing may be sent.
   */
  sent(): Promise<void>;
  /**
   * Takes one `sent()` back: its call was answered, and certainly not accepted. Never rejects; waits
   * for a database that is away, at most until the attempt's deadline.
   */
  notAccepted(): Promise<void>;
  /**
   * How many calls of this attempt may have been accepted already; not 0 after a crash. Those beyond
   * `taskIds` left and their answer is lost: they are never made again.
   */
  callsSent: number;
  /** Names this attempt in an address that the provider calls; nobody else can make such a name. */
  reference: string;
  /** Reads the task ids on record, with those that a call of the provider has brought. */
  findTaskIds(): Promise<string[]>;
  /** Task ids this attempt has already been given, in order; not empty after a crash. */
  taskIds: string[];
  /**
   * Commits a task id the moment the provider names it. Never rejects; waits for a database that is
   * away, at most until the attempt's deadline, so the provider need not wait for it before the end.
   */
  taskCreated(taskId: string): Promise<void>;
  /**
   * Hands on a preview while the picture is being drawn, and waits until it is taken: then the file
   * may go. Never rejects.
   */
  onPartial?(index: number, image: LocalImage): Promise<void>;
}

/** Tokens as the provider counted them; kept for the operator. */
export interface ProviderUsage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  inputTextTokens?: number;
  inputImageTokens?: number;
}

/** What a provider that bills in credits of its own says a picture cost; kept for the operator. */
export interface ProviderCredits {
  creditsConsumed: number;
}

/**
 * How an attempt ended. Every ending says whether money may have been spent, because that alone
 * decides what may be tried again.
 *
 * - `images`: pictures on disk, at most n (fewer is a shortfall, more are cut off).
 * - `blocked`: the provider refused the content.
 * - `rejected`: the provider refused the request itself as invalid; nothing was paid.
 * - `not_accepted`: certainly not accepted (refused connection, DNS, TLS, 429 or 503 before
 *   acceptance): the only ending after which the same call may be made again.
 * - `operator_fault`: bad provider key, provider out of money, model not enabled: the operator's
 *   to mend, never the customer's fault.
 * - `failed`: the provider answered that it failed.
 * - `unknown`: sent, and no answer that says what became of it. May have been paid.
 */
export type ProviderOutcome =
  | {
      kind: "images";
      images: LocalImage[];
      usage?: ProviderUsage | ProviderCredits;
      /** Millionths of a US dollar. */
      costMicros?: number;
      providerRequestId?: string;
      /** True where further calls of this attempt may have been paid without a picture to show. */
      spendUnknown?: boolean;
    }
  | { kind: "blocked"; message: string }
  | {
      kind: "rejected";
      /** For operators. */
      message: string;
      /** For the customer: a sentence of our own, never the provider's text. */
      reason?: string;
    }
  | { kind: "not_accepted"; cause: unknown; retryAfterMs?: number }
  | { kind: "operator_fault"; cause: unknown }
  | { kind: "failed"; message: string; cause: unknown }
  | { kind: "unknown"; cause: unknown };

/** What to answer to a provider that calls unasked, and the task it wants looked at, if it may. */
export interface CallbackReading {
  status: 200 | 400 | 401;
  answer: object;
  taskId?: string;
}

/** One upstream that draws pictures. */
export interface Provider {
  /** Lower case, such as "openai"; stored with each attempt. */
  name: string;
  /** True when running a request twice costs nothing and gives the same pictures. */
  repeatable: boolean;
  /** True when an attempt whose task ids are known can be taken up again after a crash. */
  resumable: boolean;
  /** Why it cannot draw this at all, in words for the caller; absent where it draws everything. */
  findRequestFault?(request: ProviderRequest): string | undefined;
  /**
   * Reads what arrived at `/api/callbacks/<name>`; absent where the provider is not asked to call.
   * Nothing that it says is believed: a task it names is looked at sooner, as it would be anyway.
   */
  readCallback?(headers: Headers, body: string): CallbackReading;
  /** Runs one attempt. Tells every ending as an outcome; throws only on a bug of its own. */
  generate(request: ProviderRequest, attempt: Attempt): Promise<ProviderOutcome>;
}
