/* @name claimInstallation */
with inserted as (
  insert into installation (secret_fingerprint, sealed_keys)
  values (:fingerprint!, :sealedKeys!)
  on conflict (only_row) do nothing
  returning secret_fingerprint, sealed_keys
)
select secret_fingerprint as "secretFingerprint!", sealed_keys as "sealedKeys?" from inserted
union all
select secret_fingerprint, sealed_keys from installation
limit 1;

/* @name rotateInstallation */
update installation
set secret_fingerprint = :fingerprint!, sealed_keys = :sealedKeys!
where secret_fingerprint = :oldFingerprint! and sealed_keys is not distinct from :oldSealedKeys
returning only_row;
