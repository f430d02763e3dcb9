import type { HarnessAccount } from "./customers.ts";

export type HarnessDialect = "hub" | "plus" | "art" | "openai";

/** An answer to one request. Times in ms of `performance.now`. */
export interface ClientAnswer {
  /** 0 if the connection ended without an answer. */
  status: number;
  sentAt: number;
  endedAt: number;
  /** The error code of the dialect. */
  code?: string | undefined;
  /** The generation that the answer names, in a header, a field or a message. */
  generationId?: string | undefined;
  /** The number of images in the answer. */
  images?: number;
  state?: string | undefined;
  body: string;
}

/** A create with everything that its client has heard about it. */
export interface CreateOperation {
  /** Part of the prompt. */
  tag: string;
  prompt: string;
  account: HarnessAccount;
  dialect: HarnessDialect;
  isSync: boolean;
  n: number;
  idempotencyKey: string | undefined;
  /** The number of input images. */
  inputs: number;
  answers: ClientAnswer[];
  /** The generations that were acknowledged. */
  acknowledged: Set<string>;
  cancelRequested: boolean;
  /** The final state that a poll has shown. */
  finalState?: string;
}

/** A grant that an operator has requested until it was acknowledged, if it was. */
export interface GrantOperation {
  account: HarnessAccount;
  reference: string;
  credits: number;
  isAcknowledged: boolean;
}

/** A key that was created during the run. */
export interface KeyOperation {
  account: HarnessAccount;
  id: string;
  key: string;
  dialect: HarnessDialect;
  isRevoked: boolean;
}

/** What the clients know: every operation that was acknowledged must be found in the end. */
export interface RunModel {
  creates: CreateOperation[];
  grants: GrantOperation[];
  keys: KeyOperation[];
  /** The number of acknowledged operations by kind. */
  acknowledged: Map<string, number>;
  acknowledge(kind: string): void;
}

/** Creates an empty model. */
export function createRunModel(): RunModel {
  const acknowledged = new Map<string, number>();
  return {
    creates: [],
    grants: [],
    keys: [],
    acknowledged,
    acknowledge: (kind) => void acknowledged.set(kind, (acknowledged.get(kind) ?? 0) + 1),
  };
}
