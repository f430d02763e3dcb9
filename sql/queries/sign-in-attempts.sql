/* @name consumeSignIn */
select consume_sign_in(:callerScope!, :callerLimit!, :emailScope!, :emailLimit!) as "waitSeconds!";

/* @name consumeAttempt */
select consume_attempt(:scope!, :limit!) as "waitSeconds!";

/* @name resetSignIn */
select reset_sign_in(:callerScope!, :emailScope!) as "done?";
