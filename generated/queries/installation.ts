/** Types generated for queries found in "sql/queries/installation.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ClaimInstallation' parameters type */
export interface IClaimInstallationParams {
  fingerprint: Buffer;
  sealedKeys: Buffer;
}

/** 'ClaimInstallation' return type */
export interface IClaimInstallationResult {
  sealedKeys: Buffer | null;
  secretFingerprint: Buffer;
}

/** 'ClaimInstallation' query type */
export interface IClaimInstallationQuery {
  params: IClaimInstallationParams;
  result: IClaimInstallationResult;
}

const claimInstallationIR: any = {
  text: 'with inserted as (\n  insert into installation (secret_fingerprint, sealed_keys)\n  values ($1, $2)\n  on conflict (only_row) do nothing\n  returning secret_fingerprint, sealed_keys\n)\nselect secret_fingerprint as "secretFingerprint!", sealed_keys as "sealedKeys?" from inserted\nunion all\nselect secret_fingerprint, sealed_keys from installation\nlimit 1',
  params: ["fingerprint", "sealedKeys"],
};

/**
 * Query generated from SQL:
 * ```
 * with inserted as (
 *   insert into installation (secret_fingerprint, sealed_keys)
 *   values (:fingerprint!, :sealedKeys!)
 *   on conflict (only_row) do nothing
 *   returning secret_fingerprint, sealed_keys
 * )
 * select secret_fingerprint as "secretFingerprint!", sealed_keys as "sealedKeys?" from inserted
 * union all
 * select secret_fingerprint, sealed_keys from installation
 * limit 1
 * ```
 */
export const claimInstallation = prepareQuery<IClaimInstallationParams, IClaimInstallationResult>(
  claimInstallationIR,
);

/** 'RotateInstallation' parameters type */
export interface IRotateInstallationParams {
  fingerprint: Buffer;
  oldFingerprint: Buffer;
  oldSealedKeys?: Buffer | null | void;
  sealedKeys: Buffer;
}

/** 'RotateInstallation' return type */
export interface IRotateInstallationResult {
  onlyRow: boolean;
}

/** 'RotateInstallation' query type */
export interface IRotateInstallationQuery {
  params: IRotateInstallationParams;
  result: IRotateInstallationResult;
}

const rotateInstallationIR: any = {
  text: "update installation\nset secret_fingerprint = $1, sealed_keys = $2\nwhere secret_fingerprint = $3 and sealed_keys is not distinct from $4\nreturning only_row",
  params: ["fingerprint", "sealedKeys", "oldFingerprint", "oldSealedKeys"],
};

/**
 * Query generated from SQL:
 * ```
 * update installation
 * set secret_fingerprint = :fingerprint!, sealed_keys = :sealedKeys!
 * where secret_fingerprint = :oldFingerprint! and sealed_keys is not distinct from :oldSealedKeys
 * returning only_row
 * ```
 */
export const rotateInstallation = prepareQuery<
  IRotateInstallationParams,
  IRotateInstallationResult
>(rotateInstallationIR);
