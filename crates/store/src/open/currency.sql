-- One currency of domain::CURRENCIES.
insert or replace into currency (code, numeric_code, exponent, symbol, name)
values (?1, ?2, ?3, ?4, ?5)
