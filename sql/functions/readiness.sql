-- Returns true if this server accepts writes. Raises read_only_sql_transaction on a standby and in a
-- read-only database, disk_full if the data directory has no space: the sort does not fit in work_mem, so
-- its rows are written to a temporary file.
create or replace function is_writable() returns boolean
  language plpgsql
  set work_mem = '64kB'
  as $$
  declare
    spilled bigint;
  begin
    if pg_is_in_recovery() or current_setting('transaction_read_only')::boolean then
      raise exception 'this database is read-only' using errcode = 'read_only_sql_transaction';
    end if;
    select count(*) into spilled
    from (select md5(n::text) from generate_series(1, 4000) n order by md5(n::text)) sorted;
    return spilled > 0;
  end
  $$;
