#!/bin/sh
# Run by the database's image when it is first started: the role that owns the tables, and the one that serves people.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
    --set owner_password="$(cat /run/secrets/owner_password)" \
    --set api_password="$(cat /run/secrets/api_password)" <<'SQL'
create role mealbook_owner login nosuperuser nobypassrls password :'owner_password';
create role mealbook_api login nosuperuser nobypassrls password :'api_password';
create database mealbook owner mealbook_owner;
SQL
