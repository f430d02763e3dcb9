import { accountList, accountShow } from "./account-list.ts";
import { accountDemote, accountEndSessions, accountPromote } from "./account-access.ts";
import { accountDisable, accountEnable, accountErase } from "./account-state.ts";
import { accountCreate, accountSetPassword } from "./accounts.ts";
import { auditVerify } from "./audit.ts";
import { backup } from "./backup/backup.ts";
import { restore } from "./backup/restore.ts";
import type { Command } from "./command.ts";
import { creditsGrant } from "./credits.ts";
import { deadJobList, deadJobRemove, deadJobRetry } from "./dead-jobs.ts";
import { deliveryList, deliveryResend } from "./deliveries.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import {
  generationCancel,
  generationList,
  generationRequeue,
  generationShow,
} from "./generations.ts";
import { keyUpdate } from "./key-update.ts";
import { keyCreate, keyList, keyRevoke, keyRotate } from "./keys.ts";
import { ledgerVerify } from "./ledger-verify.ts";
import { migrateCommand } from "./migrate-command.ts";
import { moderationAdd, moderationList, moderationRemove } from "./moderation.ts";
import { modelsAdd, modelsAlias, modelsList, modelsRoutes, modelsSet } from "./models.ts";
import { plansLimits, plansList, plansSet } from "./plans.ts";
import { pricesList, pricesRemove, pricesSet } from "./prices.ts";
import { serve } from "./serve.ts";
import { sizesList, sizesRemove, sizesSet } from "./sizes.ts";
import { signUp } from "./sign-up.ts";
import { worker } from "./worker.ts";

/** All commands, in the order of the help text. */
export const commands: Command[] = [
  serve,
  worker,
  migrateCommand,
  doctor,
  demo,
  accountCreate,
  accountList,
  accountShow,
  accountSetPassword,
  accountDisable,
  accountEnable,
  accountErase,
  accountPromote,
  accountDemote,
  accountEndSessions,
  signUp,
  plansList,
  plansSet,
  plansLimits,
  creditsGrant,
  keyCreate,
  keyList,
  keyUpdate,
  keyRotate,
  keyRevoke,
  pricesList,
  pricesSet,
  pricesRemove,
  modelsList,
  modelsAdd,
  modelsSet,
  modelsRoutes,
  modelsAlias,
  sizesList,
  sizesSet,
  sizesRemove,
  moderationAdd,
  moderationList,
  moderationRemove,
  generationList,
  generationShow,
  generationCancel,
  generationRequeue,
  deadJobList,
  deadJobRetry,
  deadJobRemove,
  deliveryList,
  deliveryResend,
  ledgerVerify,
  auditVerify,
  backup,
  restore,
];
