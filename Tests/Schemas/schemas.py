"""Holds documents of mql to the schemas that it prints, by a validator that is not ours.

  schemas.py MQL FOLDER    the demo is made in FOLDER. Ends with 1 where something is not as it should be.
"""

import glob
import json
import os
import shutil
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("Install jsonschema from PyPI to try this.")
    sys.exit(0)

MQL = os.path.realpath(sys.argv[1])
FOLDER = os.path.realpath(sys.argv[2])
FIXTURES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../fixtures")
shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
failures = 0


def run(words, folder=FOLDER):
    return subprocess.run([MQL] + words, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)


schemas = {}
for line in run(["schema"]).stdout.splitlines():
    schema = json.loads(run(["schema", line.split()[0]]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    schemas[schema["title"]] = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
seen = {}


def hold(text, what):
    global failures
    try:
        document = json.loads(text)
    except ValueError:
        return
    if "schema" not in document:
        return
    seen[document["schema"]] = seen.get(document["schema"], 0) + 1
    for error in list(schemas[document["schema"]].iter_errors(document))[:5]:
        error = min(error.context, key=lambda one: -len(one.path), default=error)
        failures += 1
        print("NOT", what, "/".join(map(str, error.absolute_path)), error.message[:200])


run(["demo", "--into", "demo"])
DEMO = os.path.join(FOLDER, "demo")
FILES = ["leads.csv", "activities.csv", "stages.csv", "deals.csv", "spend.csv", "plan.csv"]
DATA = ["--data"] + FILES + ["--as-of", "2026-10-01"]
CALLS = """report; funnel; compare; justify; attribution; handover; review; leads; check; dashboard; plan
report --by month; report --by intent --unit company; report --period 2026-Q3 --against 2026-Q2
report --what-if conversion=+20%,margin=0.35; justify --what-if conversion=+20% --required-return 2
justify --ledger 45000; dashboard --ledger 50000; source google-ads; source meta-ads
compare --between google-ads linkedin-ads; budget --amount 15000; budget --amount 9000 --margin 4000
leads --not-contacted; leads --only mql; explain L-0014; explain L-0002; explain L-0050; explain L-0799
rules check; rules learn; rules learn --goal sql --all; rules compare b2b pumps; rules compare b2b venues
report --rules pumps; handover --by persona; report --period 2026-Q1""".replace("\n", ";")
for call in CALLS.split(";"):
    hold(run(call.split() + DATA + ["--format", "json"], DEMO).stdout, call)
for call in """rules show b2b --diff pumps; value --intent awareness; config
value --intent interest --source fair --cost 99 --better 20; inspect leads.csv spend.csv
value --mqls 100 --sqls 12 --closed 10 --won 3 --margin 5000 --cost 99 --required-return 2 --customers 5
rules check pumps""".replace("\n", ";").split(";"):
    hold(run(call.split() + ["--format", "json"], DEMO).stdout, call)
for story in sorted(glob.glob(FIXTURES + "/stories/*/command") + glob.glob(FIXTURES + "/definitions/*/command")):
    words = open(story).read().split()
    folder = os.path.dirname(story)
    hold(run(words + ["--format", "json"], folder).stdout, story)
    if words[0] == "report":
        for verb in ["justify", "dashboard", "review", "handover", "check", "leads", "attribution", "compare"]:
            hold(run([verb] + words[1:] + ["--format", "json"], folder).stdout, f"{verb} of {story}")
for path in sorted(glob.glob(FIXTURES + "/exports/*")):
    hold(run(["inspect", path, "--format", "json"]).stdout, "inspect " + path)

for name in schemas:
    print(f"{name}: {seen.get(name, 0)} documents")
print("as it should be" if failures == 0 else f"{failures} not as it should be")
sys.exit(1 if failures else 0)
