/* @name setPassword */
select admin_set_password(act_as(:actorId, :address), :accountId!, :passwordHash!, :reason) as "outcome!";

/* @name findPassword */
select password_hash
from accounts
where id = :accountId!;

/* @name changePassword */
select change_password(act_as(:accountId!, :address), :oldHash, :newHash!) as "changed!";
