-- Locks the account and returns after how many seconds it has room for one more upload of this size: null if
-- it has room now, or if the upload was recorded before. An account has at most p_most_files unused
-- uploads, of p_most_bytes together; the oldest of them expires first.
create or replace function upload_wait_seconds(
  p_account_id uuid,
  p_id uuid,
  p_size_bytes integer,
  p_most_files integer,
  p_most_bytes bigint
) returns integer
  language plpgsql
  as $$
  declare
    files integer;
    bytes bigint;
    first_end timestamptz;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    if exists (select 1 from uploads where id = p_id) then
      return null;
    end if;
    select count(*), coalesce(sum(size_bytes), 0), min(expires_at)
    into files, bytes, first_end
    from uploads
    where account_id = p_account_id and used_at is null and expires_at > clock();
    if files < p_most_files and bytes + p_size_bytes <= p_most_bytes then
      return null;
    end if;
    return greatest(1, ceil(extract(epoch from first_end - clock())));
  end
  $$;

-- Expires the uploads with these copies, which are deleted with a generation. If an upload is renewed by its
-- idempotency key, a file has to be uploaded again, and a new copy is made of it.
create or replace function forget_copies(p_account_id uuid, p_copy_keys text[]) returns void
  language sql
  as $$
    update uploads
    set expires_at = least(expires_at, clock()),
      used_at = null,
      copy_key = null,
      copy_content_type = null,
      copy_width = null,
      copy_height = null,
      copy_size_bytes = null,
      copy_digest = null,
      source_digest = null
    where account_id = p_account_id
      and copy_key = any (p_copy_keys)
  $$;
