/* @name claimInstallation */
with inserted as (
  insert into installation (secret_fingerprint)
  values (:fingerprint!)
  on conflict (only_row) do nothing
  returning secret_fingerprint
)
select secret_fingerprint as "secretFingerprint!" from inserted
union all
select secret_fingerprint from installation
limit 1;
