#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: the database of Opis and its owner, who may do nothing else, and the
# account of the public page, to which the server gives its few rights when it starts.
set -eu

password=$(cat /run/secrets/opis_database_password)
status=$(cat /run/secrets/status_database_password)
psql --username="${POSTGRES_USER:-postgres}" --dbname=postgres --set=ON_ERROR_STOP=1 --set=password="$password" --set=status="$status" <<'SQL'
create role opis login nosuperuser nocreatedb nocreaterole password :'password';
create database opis owner opis encoding 'UTF8' template template0;
revoke connect on database opis from public;
create role opis_status login nosuperuser nocreatedb nocreaterole noinherit noreplication connection limit 20 password :'status';
grant opis_status to opis;
SQL
