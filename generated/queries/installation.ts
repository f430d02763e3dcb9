/** Types generated for queries found in "sql/queries/installation.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ClaimInstallation' parameters type */
export interface IClaimInstallationParams {
  fingerprint: Buffer;
}

/** 'ClaimInstallation' return type */
export interface IClaimInstallationResult {
  secretFingerprint: Buffer;
}

/** 'ClaimInstallation' query type */
export interface IClaimInstallationQuery {
  params: IClaimInstallationParams;
  result: IClaimInstallationResult;
}

const claimInstallationIR: any = {
  text: 'with inserted as (\n  insert into installation (secret_fingerprint)\n  values ($1)\n  on conflict (only_row) do nothing\n  returning secret_fingerprint\n)\nselect secret_fingerprint as "secretFingerprint!" from inserted\nunion all\nselect secret_fingerprint from installation\nlimit 1',
  params: ["fingerprint"],
};

/**
 * Query generated from SQL:
 * ```
 * with inserted as (
 *   insert into installation (secret_fingerprint)
 *   values (:fingerprint!)
 *   on conflict (only_row) do nothing
 *   returning secret_fingerprint
 * )
 * select secret_fingerprint as "secretFingerprint!" from inserted
 * union all
 * select secret_fingerprint from installation
 * limit 1
 * ```
 */
export const claimInstallation = prepareQuery<IClaimInstallationParams, IClaimInstallationResult>(
  claimInstallationIR,
);
