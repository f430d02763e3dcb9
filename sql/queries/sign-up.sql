/* @name openSignUp */
select admin_open_sign_up(:actorId, :open!, :reason) as "opened?";

/* @name signUp */
select sign_up(:id!, :email!, :passwordHash!, :name, :language, :setupTokenHash) as "outcome!";

/* @name addSetupToken */
select add_setup_token(:tokenHash!) as "added!";

/* @name findSignUpState */
select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!";
