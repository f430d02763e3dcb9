-- The least that an honest create does, in one durable commit: lock the account, spend its grants in the
-- order in which they expire, and write generation, ledger entry and job. A ceiling for Darkroom's rates.
create table account (
  id integer primary key,
  available bigint not null check (available >= 0)
) with (fillfactor = 50);

create table credit_grant (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  remaining bigint not null check (remaining >= 0),
  expires_at timestamptz not null
) with (fillfactor = 50);
create index on credit_grant (account_id, expires_at);

create table generation (
  id uuid primary key,
  account_id integer not null references account,
  status text not null default 'queued',
  credits integer not null,
  request jsonb not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index on generation (account_id, created_at desc);

create table ledger_entry (
  id bigint generated always as identity primary key,
  account_id integer not null references account,
  generation_id uuid references generation,
  credits bigint not null,
  available_after bigint not null,
  grants integer[] not null,
  created_at timestamptz not null default now()
);
create index on ledger_entry (account_id, id desc);

create table image (
  generation_id uuid not null references generation,
  position integer not null,
  storage_key text not null,
  width integer not null,
  height integer not null,
  primary key (generation_id, position)
);

create table job (
  id bigint generated always as identity primary key,
  generation_id uuid not null references generation,
  run_at timestamptz not null default now(),
  locked_by text
);
create index on job (run_at, id) where locked_by is null;

create function submit(p_account_id integer, p_credits integer, p_request jsonb) returns uuid
  language plpgsql
  as $$
  declare
    generation_id uuid := gen_random_uuid();
    unpaid bigint := p_credits;
    spent integer[] := '{}';
    balance bigint;
    part record;
  begin
    update account
    set available = available - p_credits
    where id = p_account_id
    returning available into strict balance;
    for part in
      select id, remaining
      from credit_grant
      where account_id = p_account_id and expires_at > now() and remaining > 0
      order by expires_at, id
    loop
      update credit_grant set remaining = remaining - least(remaining, unpaid) where id = part.id;
      spent := spent || part.id;
      unpaid := unpaid - least(part.remaining, unpaid);
      exit when unpaid = 0;
    end loop;
    if unpaid > 0 then
      raise exception 'not enough credits';
    end if;
    insert into generation (id, account_id, credits, request)
    values (generation_id, p_account_id, p_credits, p_request);
    insert into ledger_entry (account_id, generation_id, credits, available_after, grants)
    values (p_account_id, generation_id, -p_credits, balance, spent);
    insert into job (generation_id) values (generation_id);
    return generation_id;
  end
  $$;

insert into account select n, 3000000000 from generate_series(1, 10000) n;
insert into credit_grant (account_id, remaining, expires_at)
select n, 1000000000, now() + days * interval '1 day'
from generate_series(1, 10000) n, unnest(array[10, 40, 3650]) days;

create table finished (n integer primary key, id uuid not null);
insert into finished select n, gen_random_uuid() from generate_series(1, 100000) n;
insert into generation (id, account_id, status, credits, request, finished_at)
select id, 1 + n % 10000, 'succeeded', 4, '{"prompt":"a harbor at dawn","n":1}', now() from finished;
insert into image
select id, position, 'generations/' || id || '/' || position || '.png', 1024, 1024
from finished, generate_series(0, n % 4) position;
