-- The field that the error of a failed line names. Null for lines that an earlier release has recorded.
alter table batch_lines add column error_param text;
