"""Asks the service and the program the same questions, and compares what they answer byte by byte.

  answers.py MQL FOLDER             the data of the demo are made in FOLDER. Ends with 1 where something differs.
  answers.py MQL FOLDER FILES       judges a thousand leads of the files in a folder too (make bench makes a million).

Every reading verb, twenty questions each, all formats and both languages; and what judge says of a lead beside what
explain says of it. It calls the program some thousands of times: take the one of make release.
"""
import csv, json, os, queue, re, shutil, signal, subprocess, sys, time, urllib.error, urllib.parse, urllib.request
from concurrent.futures import ThreadPoolExecutor

mql, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
FORMATS = {"json": "json", "csv": "csv", "md": "md", "txt": "text", "html": "html", "xlsx": "xlsx"}
AT_ONCE = os.cpu_count() or 1

# Asked of every verb that has the options.
USUAL = [
    "", "period=2026-Q3", "period=2026-Q2", "period=2026-06", "period=2026", "as-of=2026-08-31",
    "as-of=2026-06-30&period=2026-Q2", "horizon=120", "horizon=60&period=2026-Q1", "known-on=2026-08-31",
    "currency=EUR", "by=campaign", "by=persona", "by=month", "by=intent&period=2026-Q3", "by=content",
    "by=self_reported_source", "unit=company", "unit=company&by=campaign", "margin=4000", "margin=12500.50&by=persona",
    "required-return=3", "ledger=true", "what-if=conversion%3D%2B20%25%2Ccost%3D-10%25", "what-if=margin%3D-30%25",
    "period=2026-Q3&against=2026-Q2", "between=google-ads%2Clinkedin-ads", "as-of=2026-10-01&margin=0.01",
    "period=2025", "period=2026-07&unit=person&margin=9000", "as-of=2026-01-31", "horizon=30&as-of=2026-09-30"]
OWN = {
    "source": [f"source={name}" + more for name in ["google-ads", "linkedin-ads", "referral"]
               for more in ["", "&period=2026-Q3", "&as-of=2026-08-31", "&unit=company", "&margin=4000",
                            "&horizon=60", "&required-return=2"]],
    "budget": [f"{what}{more}" for what in ["amount=15000", "amount=4000.50", "sqls=3", "customers=1"]
               for more in ["", "&history=2026-01..2026-06", "&margin=6000", "&seed=7", "&period=2026-Q4",
                            "&required-return=2"]],
    "value": ["mqls=100&sqls=13&closed=12&won=4&margin=9000", "intent=awareness", "intent=consideration",
              "intent=interest&source=google-ads", "mqls=400&sqls=52&closed=50&won=11&margin=4000.10&cost=95",
              "intent=interest&persona=influencer", "mqls=20&sqls=2", "mqls=100&sqls=13&closed=12&won=4&margin=9000"
              "&required-return=3", "intent=consideration&persona=decision-maker", "intent=interest&cost=150"]
             + [f"mqls={mqls}&sqls={sqls}&closed={sqls}&won={sqls // 3}&margin={margin}"
                for mqls, sqls, margin in [(10, 1, 500), (50, 5, 1000), (77, 9, 2500), (120, 13, 9999.99), (1000, 130, 8000),
                                           (15, 15, 100), (2000, 150, 12000), (33, 3, 750), (60, 12, 0), (5, 2, 40000)]],
    "explain": [f"lead=L-{number:04d}" for number in range(3, 840, 42)],
    "leads": ["limit=5", "only=mql", "only=nurture&limit=20", "only=disqualified", "only=target_account",
              "not-contacted=true", "not-contacted=true&limit=3", "older-than=14&not-contacted=true"],
    "rules/try": ["points=40", "points=60", "points=75&period=2026-Q3", "fit=30", "fit-medium=20", "engagement=30",
                  "engagement-medium=15", "without-source=google-ads", "points=60&without-source=referral",
                  "points=55&as-of=2026-08-31", "points=55&horizon=60"],
}
USUALLY_ALONE = {"explain", "value", "source", "budget"}


def call(*words, place):
    return subprocess.run([mql, *words], cwd=place, capture_output=True, stdin=subprocess.DEVNULL)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Service:
    def __init__(self, place):
        self.place = place
        self.process = subprocess.Popen([mql, "serve", "--port", "0"], cwd=place, stdout=subprocess.PIPE, text=True)
        said = ""
        while "#" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("mql serve does not start")
            said += line
        port = re.search(r":(\d+)/", said).group(1)
        self.base = f"http://127.0.0.1:{port}"
        enter = urllib.request.Request(
            self.base + "/enter", ("code=" + said.strip().split("#")[1]).encode(), {"Sec-Fetch-Site": "none"})
        try:
            urllib.request.build_opener(NoRedirect).open(enter)
        except urllib.error.HTTPError as error:
            self.cookie = error.headers["Set-Cookie"].split(";")[0]

    def ask(self, path, body=None):
        headers = {"Cookie": self.cookie}
        if body is not None:
            headers |= {"Sec-Fetch-Site": "none", "Content-Type": "application/json"}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base + path, body, headers)) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def verbs(service):
    """The reading verbs with their options, as the service itself describes them."""
    paths = json.loads(service.ask("/api/openapi.json")[1])["paths"]
    for path, methods in paths.items():
        if path.startswith("/api/1/") and "get" in methods and not path.startswith("/api/1/imports"):
            options = {each["name"]: each["schema"] for each in methods["get"].get("parameters", [])}
            yield path.removeprefix("/api/1/"), options


def questions(verb, options):
    asked = OWN.get(verb, [])
    if verb not in USUALLY_ALONE:
        asked = asked + USUAL
    known = [each for each in asked if all(part.split("=")[0] in options for part in each.split("&") if part)]
    if verb == "explain" or verb in OWN and len(known) >= 20:
        return known
    # A verb with few options of its own is asked for other days.
    days = [f"as-of=2026-{month:02d}-{day:02d}" for month in range(2, 10) for day in (5, 15, 25)]
    more = [day for day in days if "as-of" in options and day not in known]
    return known + more[:max(0, 20 - len(known))]


def words(verb, query, form):
    said = []
    for name, value in urllib.parse.parse_qsl(query):
        if verb in ("explain", "source") and name in ("lead", "source"):
            said.insert(0, value)
        elif name in ("ledger", "not-contacted"):
            said.append(f"--{name}")
        else:
            said += [f"--{name}", value]
    said = [*verb.split("/"), *said, "--format", FORMATS[form]]
    # A workbook says by which command it is made again, with its own name.
    return said + (["--to", verb.replace("/", "-") + ".xlsx"] if form == "xlsx" else [])


def compare(service, places, verb, query, language, form):
    full = query + ("&" if query else "") + f"lang={language}"
    said = words(verb, full, form)
    status, answer = service.ask(f"/{verb}.{form}?{full}")
    place = places.get()
    printed = call(*said, place=place)
    output = printed.stdout
    if form == "xlsx":
        made = os.path.join(place, said[-1])
        if os.path.exists(made):
            with open(made, "rb") as file:
                output = file.read()
            os.unlink(made)
    places.put(place)
    if status == 200:
        return "same" if printed.returncode <= 1 and output == answer else "differs", full
    return "refused" if printed.returncode > 1 else "differs", full


def matrix(service):
    failed, places = 0, queue.Queue()
    for number in range(AT_ONCE):
        place = os.path.join(folder, f"place-{number}")
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(service.place, place)
        places.put(place)
    for verb, options in verbs(service):
        start, forms, asked = time.monotonic(), [], questions(verb, options)
        for form in FORMATS:
            # A format that the service does not have, the program does not have either.
            status = service.ask(f"/{verb}.{form}?{asked[0]}")[0]
            if status == 404:
                code = call(*words(verb, asked[0], form), place=service.place).returncode
                if code <= 1:
                    print(f"FAIL {verb}.{form}: the program has it, and the service does not")
                    failed += 1
            else:
                forms.append(form)
        work = [(query, language, form) for query in asked for language in ("en", "nl") for form in forms]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            ends = list(pool.map(lambda each: compare(service, places, verb, *each), work))
        for (end, full), (_, _, form) in zip(ends, work):
            if end == "differs":
                print(f"FAIL /{verb}.{form}?{full}")
        counts = {end: sum(1 for each, _ in ends if each == end) for end in ("same", "refused", "differs")}
        failed += counts["differs"]
        print(f"{'FAIL' if counts['differs'] else 'ok  '} {verb}: {len(asked)} questions, {len(forms)} formats "
              f"({', '.join(forms)}), 2 languages: {counts['same']} the same, {counts['refused']} refused by both, "
              f"{counts['differs']} differ ({time.monotonic() - start:.0f} s)", flush=True)
    return failed


def rows(path, ids):
    """The rows of a file that are of some leads, without empty cells."""
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if ids is None or row["lead_id"] in ids:
                yield {name: value for name, value in row.items() if value}


def some(files, place, most):
    """Some leads of large files with all that is about them, as files of the same names in another folder."""
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(files, "leads.csv")) as file:
        names = [line[:line.index(",")] for line in file][1:]
    ids = set(names[::max(1, len(names) // most)][:most])
    for kind in ("leads", "activities", "stages", "deals", "spend", "plan"):
        with open(os.path.join(files, kind + ".csv")) as file, open(os.path.join(place, kind + ".csv"), "w") as made:
            for number, line in enumerate(file):
                if number == 0 or kind in ("spend", "plan") or line[:line.index(",")] in ids:
                    made.write(line)
    return place


def judge(service, place, most, day):
    """What judge says of leads of some files, beside what explain says of them."""
    with open(os.path.join(place, "leads.csv"), newline="") as file:
        names = [row["lead_id"] for row in csv.DictReader(file)]
    ids = dict.fromkeys(names[::max(1, len(names) // most)][:most])
    leads = {row["lead_id"]: row for row in rows(os.path.join(place, "leads.csv"), ids)}
    for kind in ("activities", "stages"):
        for row in rows(os.path.join(place, kind + ".csv"), ids):
            leads[row["lead_id"]].setdefault(kind, []).append(row)
    start, judged = time.monotonic(), []
    # So many as are judged at once, of leads and of activities.
    portion, count = [], 0
    for lead in [*leads.values(), None]:
        more = len(lead.get("activities", [])) if lead else 0
        if portion and (lead is None or len(portion) == 1000 or count + more > 10_000):
            status, answer = service.ask(f"/api/1/judge?as-of={day}", json.dumps({"leads": portion}).encode())
            if status != 200:
                print(f"FAIL judge: {status} {answer[:500]!r}")
                return 1
            judged += json.loads(answer)["leads"]
            portion, count = [], 0
        if lead:
            portion.append(lead)
            count += more
    taken = time.monotonic() - start

    def differs(one):
        printed = call("explain", one["lead_id"], "--as-of", day, "--format", "json", place=service.place)
        said = json.loads(printed.stdout) if printed.returncode == 0 else printed.stderr.decode()
        mine = {name: value for name, value in one.items() if name not in ("objections", "assumed")}
        return None if mine == said else (one["lead_id"], mine, said)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        wrong = [each for each in pool.map(differs, judged) if each]
    for lead, mine, said in wrong[:5]:
        parts = [name for name in mine if not isinstance(said, dict) or mine[name] != said.get(name)]
        print(f"FAIL judge {lead}: {', '.join(parts)}"
              + (f"\n  judge   {json.dumps(mine[parts[0]])[:300]}\n  explain {json.dumps(said.get(parts[0]))[:300]}"
                 if parts and isinstance(said, dict) else f"\n  {said}"))
    print(f"{'FAIL' if wrong else 'ok  '} judge: {len(judged)} of {len(names)} leads as explain says it, {len(wrong)} "
          f"differ (judged in {taken:.2f} s)", flush=True)
    return len(wrong)


def main():
    os.makedirs(folder, exist_ok=True)
    shutil.rmtree(os.path.join(folder, "mql-demo"), ignore_errors=True)
    made = call("demo", place=folder)
    if made.returncode != 0:
        print(made.stderr.decode())
        return 1
    place = os.path.join(folder, "mql-demo")
    service = Service(place)
    try:
        failed = matrix(service) + judge(service, place, 1000, "2026-10-01")
    finally:
        service.end()
    if len(sys.argv) > 3:
        place = some(sys.argv[3], os.path.join(place, "..", "some"), 1000)
        shutil.copy(os.path.join(folder, "mql-demo", "mql.yaml"), place)
        service = Service(place)
        try:
            failed += judge(service, place, 1000, "2026-10-01")
        finally:
            service.end()
    return 1 if failed else 0


sys.exit(main())
