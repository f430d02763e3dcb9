/* @name setSignUpState */
select admin_open_sign_up(act_as(:actorId, :address), :open!, :reason) as "done?";

/* @name signUp */
select sign_up(
  p_id => :id!,
  p_email => :email!,
  p_password_hash => :passwordHash!,
  p_name => :name,
  p_language => :language,
  p_setup_token_hash => :setupTokenHash
) as "outcome!";

/* @name findSignUpRejection */
select find_sign_up_rejection(:email!, :setupTokenHash) as "outcome?";

/* @name addSetupToken */
select add_setup_token(:tokenHash!) as "added!";

/* @name findSignUpState */
select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!";
