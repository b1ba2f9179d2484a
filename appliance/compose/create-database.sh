#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: the database of Opis and its owner, who may do nothing else.
set -eu

password=$(cat /run/secrets/opis_database_password)
psql --username="${POSTGRES_USER:-postgres}" --dbname=postgres --set=ON_ERROR_STOP=1 --set=password="$password" <<'SQL'
create role opis login nosuperuser nocreatedb nocreaterole password :'password';
create database opis owner opis encoding 'UTF8' template template0;
revoke connect on database opis from public;
SQL
