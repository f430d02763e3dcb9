/* @name setPassword */
select admin_set_password(:actorId, :accountId!, :passwordHash!, :reason) as "outcome!";

/* @name findPassword */
select password_hash
from accounts
where id = :accountId!;

/* @name changePassword */
select change_password(:accountId!, :oldHash, :newHash!) as "changed!";
