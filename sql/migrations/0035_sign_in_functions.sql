-- Programs of release 37 and older count sign-ins with these functions.
drop function if exists consume_sign_in(text, integer, text, integer);
drop function if exists reset_sign_in(text, text);
