/* @name consumeUntrustedSignIn */
select consume_untrusted_sign_in(
  p_client_scope => :clientScope!,
  p_pair_scope => :pairScope!,
  p_account_scope => :accountScope!,
  p_client_limit => :clientLimit!,
  p_pair_limit => :pairLimit!,
  p_slow_pair_limit => :slowPairLimit!,
  p_slow_after => :slowAfter!,
  p_account_limit => :accountLimit!
) as "waitSeconds!";

/* @name refundUntrustedSignIn */
select refund_untrusted_sign_in(:clientScope!, :pairScope!, :accountScope!) as "done?";

/* @name consumeAttempt */
select consume_attempt(:scope!, :limit!) as "waitSeconds!";

/* @name deleteAttempts */
delete from sign_in_attempts
where scope = :scope!
returning scope;

/* @name recordWrongPassword */
select record_wrong_password(
  p_actor_id => :actorId,
  p_account_id => :accountId,
  p_name => :name!,
  p_client => :client!,
  p_address => :address
) as "done?";

/* @name recordLockOut */
select record_lock_out(
  p_actor_id => :actorId,
  p_account_id => :accountId,
  p_name => :name!,
  p_client => :client!,
  p_address => :address
) as "done?";
