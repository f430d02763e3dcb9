/* @name checkWritable */
select is_writable() as "isWritable!";
