#!/usr/bin/env bash
# Tries the recipes of docs/recipes.md whose tools are on this machine, on the invented firm.
#
#   recipes.sh MQL FOLDER    FOLDER is made anew. Ends with 1 where something is not as it should be.
set -u
mql=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$2" && mkdir -p "$2" && cd "$2" || exit 1
here=$PWD
"$mql" demo > /dev/null || exit 1
mkdir plain && for table in leads activities stages deals spend; do cp "mql-demo/$table.csv" plain/; done
cd plain || exit 1
asked="--as-of 2026-10-01 --format csv"
tables="leads activities stages deals spend"
# shellcheck disable=SC2086
"$mql" report --data leads.csv activities.csv stages.csv deals.csv spend.csv $asked > "$here/plain.out" || exit 1
failed=0

# The same report of what a function gives of each table, through named pipes.
same() {
  # shellcheck disable=SC2086
  "$mql" report --data <("$1" leads) <("$1" activities) <("$1" stages) <("$1" deals) <("$1" spend) \
    $asked > "$here/$1.out"
  if cmp -s "$here/$1.out" "$here/plain.out"; then echo "as it should be: $1"
  else echo "NOT the same: $1"; failed=1; fi
}

from_pipes() { cat "$1.csv"; }
same from_pipes

if command -v sqlite3 > /dev/null; then
  for table in $tables; do sqlite3 crm.sqlite ".import --csv $table.csv $table"; done
  from_sqlite() { sqlite3 -header -csv crm.sqlite "SELECT * FROM $1"; }
  same from_sqlite
  "$mql" export figures --data leads.csv stages.csv spend.csv --to figures.sqlite 2> /dev/null
  rows=$(sqlite3 figures.sqlite 'SELECT count(*) FROM sources')
  [ "$rows" -gt 3 ] && echo "as it should be: figures in SQLite" || { echo "NOT: figures in SQLite"; failed=1; }
else echo "no sqlite3: not tried"; fi

python=${PYTHON:-python3}
if "$python" -c 'import duckdb' 2> /dev/null; then
  for table in $tables; do
    "$python" -c "import duckdb
duckdb.sql(\"COPY (FROM read_csv('$table.csv', all_varchar=true)) TO '$table.parquet'\")"
  done
  from_parquet() {
    "$python" -c "import duckdb
duckdb.sql(\"COPY (FROM '$1.parquet') TO '/dev/stdout' (HEADER)\")"
  }
  same from_parquet
else echo "no duckdb: not tried"; fi

initdb=$(ls /usr/lib/postgresql/*/bin/initdb 2> /dev/null | tail -1)
if command -v psql > /dev/null && [ -n "$initdb" ]; then
  bin=$(dirname "$initdb")
  base=$(mktemp -d -t mql-pg-XXXXXX)
  as=()
  [ "$(id -u)" = 0 ] && chown postgres "$base" && as=(setpriv --reuid postgres --regid postgres --clear-groups)
  (cd / && "${as[@]}" "$bin/initdb" -D "$base/data" -A trust -U mql > /dev/null \
    && "${as[@]}" "$bin/pg_ctl" -D "$base/data" -w -l "$base/log" -o "-k $base -c listen_addresses=" start > /dev/null)
  ask() { psql -h "$base" -U mql -d postgres "$@"; }
  for table in $tables; do
    ask -q -c "CREATE TABLE $table ($(head -1 "$table.csv" | sed 's/,/ text,/g') text)" \
      -c "\\copy $table FROM '$table.csv' CSV HEADER"
  done
  from_postgres() { ask --csv -c "SELECT * FROM $1"; }
  same from_postgres
  (cd / && "${as[@]}" "$bin/pg_ctl" -D "$base/data" -m fast stop > /dev/null)
  rm -rf "$base"
else echo "no Postgres: not tried"; fi

if command -v systemd-analyze > /dev/null; then
  if systemd-analyze verify "$root/Integrations/systemd/mql-figures.service" "$root/Integrations/systemd/mql-figures.timer"; then
    echo "as it should be: systemd"
  else echo "NOT: systemd"; failed=1; fi
else echo "no systemd-analyze: not tried"; fi
exit $failed
