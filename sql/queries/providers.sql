/* @name takeTurn */
select take_turn(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?";

/* @name admitToProvider */
select admit_to_provider(:provider!, :probeSeconds!) as "waitMs!";

/* @name noteProvider */
select note_provider(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?";
