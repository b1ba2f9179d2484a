#!/bin/sh
# Makes every secret that docker-compose.yml names and that is not there yet: one file each, readable by the
# one user who needs it within its container. Run as root in the folder of the clone:
#   sh appliance/compose/make-secrets.sh [FOLDER]
set -eu
umask 077

folder=${1:-appliance/compose/secrets}
opis=10001:10001 postgres=999:999 redis=999:999 elasticsearch=1000:0

random() { openssl rand -hex 24; }

# keep NAME OWNER TEXT: writes the file once and never again
keep() {
  [ -e "$folder/$1" ] && return 0
  printf '%s\n' "$3" > "$folder/$1.part"
  chown "$2" "$folder/$1.part"
  chmod 0400 "$folder/$1.part"
  mv "$folder/$1.part" "$folder/$1"
}

mkdir -p "$folder"
chmod 0711 "$folder"

keep postgres_password $postgres "$(random)"
keep opis_database_password $postgres "$(random)"
keep database_url $opis "postgresql://opis:$(cat "$folder/opis_database_password")@postgres:5432/opis"

keep status_database_password $postgres "$(random)"
keep status_database_url $opis "postgresql://opis_status:$(cat "$folder/status_database_password")@postgres:5432/opis"

redis_password=$(random)
[ -e "$folder/redis_url" ] && redis_password=$(sed 's/^redis:\/\/:\(.*\)@.*$/\1/' "$folder/redis_url")
keep redis_url $opis "redis://:$redis_password@redis:6379"
keep redis_config $redis "requirepass $redis_password
save \"\"
appendonly no
maxmemory 128mb
maxmemory-policy noeviction"

keep elasticsearch_password $elasticsearch "$(random)"
addresses=
for host in ${OPIS_ELASTICSEARCH_HOSTS:-elasticsearch}; do
  addresses="$addresses${addresses:+,}http://elastic:$(cat "$folder/elasticsearch_password")@$host:9200"
done
keep elasticsearch_url $opis "$addresses"

if [ ! -e "$folder/elasticsearch_transport_key" ]; then
  # Self-signed and its own authority: the nodes trust this one certificate and nobody else's.
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=opis-elasticsearch \
    -keyout "$folder/transport.key.part" -out "$folder/transport.crt.part" 2> /dev/null
  keep elasticsearch_transport_certificate $elasticsearch "$(cat "$folder/transport.crt.part")"
  keep elasticsearch_transport_key $elasticsearch "$(cat "$folder/transport.key.part")"
  rm -f "$folder/transport.key.part" "$folder/transport.crt.part"
fi

keep metrics_token $opis "$(random)"
