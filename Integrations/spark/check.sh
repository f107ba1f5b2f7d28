#!/bin/sh
# Counts an invented firm on a local Spark cluster of two workers, and by xargs, and compares the reports with that
# of one process, byte for byte. PYSPARK is a Python that has pyspark; MQL the binary.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mql=${MQL:-$here/../../.build/release/mql}
python=${PYSPARK:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON="$python"
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME
"$mql" demo --into demo > /dev/null 2>&1
rm demo/mql.yaml
head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' > key
days="--as-of 2026-09-30 --period 2026-01-01..2026-08-31"
for unit in person company; do
    "$mql" report --data demo/leads.csv demo/activities.csv demo/stages.csv demo/deals.csv demo/spend.csv $days \
        --unit $unit --format json > whole.json
    python3 "$here/../parts/split.py" 7 split-$unit --unit $unit --tagged \
        demo/leads.csv demo/activities.csv demo/stages.csv demo/deals.csv
    ls split-$unit/*.rows | xargs -P 2 -I{} sh -c \
        "'$mql' tally --data - --tagged --jobs 1 $days --unit $unit --decided-by rules --run-key key < {} > {}.part"
    "$SPARK_HOME/bin/spark-submit" --master "local-cluster[2,1,1024]" --driver-memory 1g \
        --conf spark.executor.memory=1g --conf spark.sql.shuffle.partitions=8 "$here/mql_spark.py" --mql "$mql" \
        --leads demo/leads.csv --activities demo/activities.csv --stages demo/stages.csv --deals demo/deals.csv \
        --parts 7 --run-key key --out spark-$unit -- $days --unit $unit --decided-by rules 2> spark.log \
        || { tail -40 spark.log; exit 1; }
    "$mql" report --tallies split-$unit/*.part --data demo/spend.csv $days --unit $unit --format json > xargs.json
    "$mql" report --tallies spark-$unit/part-* --data demo/spend.csv $days --unit $unit --format json > spark.json
    for way in xargs spark; do
        python3 - whole.json $way.json <<'END'
import json, sys
one, other = [json.dumps(json.load(open(path))["figures"]) for path in sys.argv[1:]]
sys.exit(0 if one == other else f"{sys.argv[2]}: other figures than those of the whole")
END
        echo "$unit, $way: the figures of the whole, byte for byte"
    done
done
