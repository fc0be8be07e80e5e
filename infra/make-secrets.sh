#!/bin/sh
# Makes the passwords infra/compose.yml reads, once: what is there stays. The mail server's address is asked for.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
cd secrets

# The services read these as another user; the folder keeps everybody else out.
keep() {
    if [ ! -s "$1" ]; then
        printf '%s' "$2" > "$1"
        chmod 0444 "$1"
        echo "made infra/secrets/$1"
    fi
}

random() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

for name in postgres_password owner_password api_password; do
    keep "$name" "$(random)"
done
keep database_url "postgres://mealbook_api:$(cat api_password)@database/mealbook"
keep owner_database_url "postgres://mealbook_owner:$(cat owner_password)@database/mealbook"
keep seal_key "$(random)"
if [ ! -s smtp_url ]; then
    printf 'Mail server, as smtps://user:password@host:465 : '
    read -r smtp
    keep smtp_url "$smtp"
fi
