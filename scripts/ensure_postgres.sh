#!/bin/sh
# Finds PostgreSQL's server, which the tests start for themselves in a temporary folder, or installs Debian's where this user may. Never
# fails: without it those tests are skipped by name (with CI=true a skip is a failure).
for found in "$(command -v postgres)" /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres /opt/homebrew/opt/postgresql*/bin/postgres; do
    test -x "$found" && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's postgresql for the tests of the store …"
    # The package would make and start a server of its own; the tests need none.
    no_server=/etc/postgresql-common/createcluster.d/poise-tests.conf
    mkdir -p "$(dirname "$no_server")" && echo "create_main_cluster = false" >"$no_server"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    installed=$?
    rm -f "$no_server"
    test "$installed" = 0 && exit 0
fi
echo "No PostgreSQL server was found; the tests on it will be skipped. Install it (Debian: apt-get install postgresql) to run them."
exit 0
