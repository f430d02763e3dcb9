import type { operations as Account } from "../../generated/account/server.ts";
import type { operations as Art } from "../../generated/art/server.ts";
import type { operations as Hub } from "../../generated/hub/server.ts";
import type { operations as Openai } from "../../generated/openai/server.ts";
import type { operations as Plus } from "../../generated/plus/server.ts";
import type { Scope } from "../../src/core/accounts/scopes.ts";

/** What an operation needs: nothing, a session, or an API key with scopes. */
export type Access = "public" | "session" | readonly Scope[];

type AccessTable<Operations> = Record<keyof Operations, Access>;

const READ = ["read"] as const;
const GENERATE = ["generate"] as const;
const MANAGE = ["manage"] as const;

const hub: AccessTable<Hub> = {
  listModels: "public",
  getCredits: READ,
  createImage: GENERATE,
  getGeneration: READ,
  cancelGeneration: GENERATE,
};

const plus: AccessTable<Plus> = {
  createGeneration: GENERATE,
  createUpload: GENERATE,
  getGeneration: READ,
  cancelGeneration: GENERATE,
};

const art: AccessTable<Art> = { createImage: GENERATE, getTask: READ, cancelTask: GENERATE };

const openai: AccessTable<Openai> = {
  createImage: GENERATE,
  editImage: GENERATE,
  createResponse: GENERATE,
  getResponse: READ,
  deleteResponse: GENERATE,
  cancelResponse: GENERATE,
  createImageTask: GENERATE,
  editImageTask: GENERATE,
  getImageTask: READ,
  getTask: READ,
  listModels: READ,
  getModel: READ,
  createFile: GENERATE,
  listFiles: READ,
  getFile: READ,
  deleteFile: GENERATE,
  getFileContent: READ,
  createModeration: READ,
  createBatch: GENERATE,
  listBatches: READ,
  getBatch: READ,
  cancelBatch: GENERATE,
};

const account: AccessTable<Account> = {
  getAuthState: "public",
  signUp: "public",
  signOut: "session",
  signIn: "public",
  getAccount: MANAGE,
  updateAccount: MANAGE,
  listSessions: "session",
  revokeOtherSessions: "session",
  revokeSession: "session",
  confirmPassword: "session",
  changePassword: "session",
  exportAccount: MANAGE,
  listOwnAuditEntries: MANAGE,
  exportOwnAuditEntriesCsv: MANAGE,
  exportOwnAuditEntriesJson: MANAGE,
  deleteAccount: "session",
  listKeys: MANAGE,
  createKey: MANAGE,
  revokeKey: MANAGE,
  updateKey: MANAGE,
  reportLeakedKey: "public",
  rotateKey: MANAGE,
  listWebhooks: MANAGE,
  createWebhook: MANAGE,
  getWebhook: MANAGE,
  updateWebhook: MANAGE,
  deleteWebhook: MANAGE,
  rotateWebhookSecret: MANAGE,
  testWebhook: MANAGE,
  listDeliveries: MANAGE,
  getDelivery: MANAGE,
  resendDelivery: MANAGE,
  resendFailedDeliveries: MANAGE,
  getCredits: MANAGE,
  listCreditEntries: MANAGE,
  exportCreditEntries: MANAGE,
  getOverview: MANAGE,
  getUsage: MANAGE,
  exportUsage: MANAGE,
  listModels: MANAGE,
  quote: MANAGE,
  listGenerations: MANAGE,
  createGeneration: ["manage", "generate"],
  getGeneration: MANAGE,
  deleteGeneration: MANAGE,
  cancelGeneration: MANAGE,
  watchGeneration: MANAGE,
  getGenerationInput: MANAGE,
  getThumbnail: MANAGE,
  downloadImage: MANAGE,
  listAccounts: "session",
  getAdminAccount: "session",
  updateAdminAccount: "session",
  grantCredits: "session",
  voidGrant: "session",
  listPrices: "session",
  replacePrices: "session",
  listAdminModels: "session",
  putModel: "session",
  listLegacySizes: "session",
  replaceLegacySizes: "session",
  listPlans: "session",
  putPlan: "session",
  listProviders: "session",
  getQueue: "session",
  cancelStuckGeneration: "session",
  listOperatorGenerations: "session",
  getOperatorGeneration: "session",
  requeueGeneration: "session",
  listDeadJobs: "session",
  retryDeadJob: "session",
  removeDeadJob: "session",
  listOperatorDeliveries: "session",
  resendOperatorDelivery: "session",
  setSignUp: "session",
  listAuditEntries: "session",
  exportAuditEntriesCsv: "session",
  exportAuditEntriesJson: "session",
};

/** The access of every operation, by dialect. A new operation does not compile without an entry. */
export const accessTables = { hub, plus, art, openai, account };
