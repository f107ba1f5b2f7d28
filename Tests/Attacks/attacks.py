"""Sends the service what somebody would send who means harm, and prints a line for each kind of it.

  attacks.py MQL FOLDER    the data are made in FOLDER. Ends with 1 where something got through.

MANY=1 in the environment sends all texts, and not some of each kind: for the fast program of make release.
"""
import hashlib, html.parser, http.client, json, os, re, shutil, signal, socket, sqlite3, subprocess, sys, time
import urllib.parse

mql, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
only = sys.argv[3:]
JSON, OWN = ("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
MANY = "MANY" in os.environ
PAGES = ["dashboard", "justify", "report", "compare", "attribution", "funnel", "handover", "leads",
         "review", "check", "rules/show", "rules/try?points=60", "budget?amount=15000", "report?by=campaign",
         "report?by=content", "report?by=self_reported_source", "report?by=persona"]


class Answer:
    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if len(lines[0].split()) > 1 else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers.setdefault(name.lower(), value.strip())
        self.text = self.body.decode("utf-8", "replace")


class Service:
    """`mql serve`; with the names of system calls, these are written into a file."""

    def __init__(self, place, *words, traced=None, into=None):
        tracer = ["strace", "-f", "-qq", "-e", "trace=" + traced, "-o", into] if traced else []
        self.process = subprocess.Popen(
            [*tracer, mql, "serve", "--port", "0", *words], cwd=place, stdout=subprocess.PIPE, text=True)
        said = ""
        while "#" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("mql serve does not start")
            said += line
        self.host, self.port = re.search(r"http://([^/:]+):(\d+)", said).groups()
        self.port = int(self.port)
        self.pid = self.process.pid
        if traced:
            with open(f"/proc/{self.pid}/task/{self.pid}/children") as children:
                self.pid = int(children.read().split()[0])
        code = said.strip().split("#")[1]
        came = self.post("/enter", [("code", code)], known=False)
        self.cookie = ("Cookie", came.headers["set-cookie"].split(";")[0])

    def connect(self, timeout=180):
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def raw(self, data, timeout=180):
        """What comes back for some bytes, until the other side ends."""
        with self.connect(timeout) as line:
            try:
                line.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass
            got = b""
            try:
                while part := line.recv(65536):
                    got += part
            except ConnectionResetError:
                pass
            return got

    def ask(self, path, method="GET", headers=(), body=None, known=True, host=None):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'{self.host}:{self.port}'}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in [*headers, *([self.cookie] if known else [])]]
        if body is not None or method == "POST":
            lines.append(f"Content-Length: {len(body or b'')}")
        return Answer(self.raw("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + (body or b"")))

    def memory(self):
        with open(f"/proc/{self.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def post(self, path, fields, **more):
        """Sends a form as a page of the service does."""
        return self.ask(path, "POST", [OWN, FORM], urllib.parse.urlencode(fields).encode(), **more)

    def give(self, *files):
        """Gives files to the page of data, and says where they are seen."""
        parts = b"".join(
            b"--xX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name.encode()
            + b"\"\r\nContent-Type: text/csv\r\n\r\n" + text.encode() + b"\r\n" for name, text in files)
        return self.ask("/data/upload", "POST", [OWN, ("Content-Type", "multipart/form-data; boundary=xX")],
                        parts + b"--xX--\r\n")

    @property
    def runs(self):
        return self.process.poll() is None and self.ask("/healthz", known=False).status == 200

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        return self.process.wait(60)


class Tags(html.parser.HTMLParser):
    """The tags of a page, and what a browser would run or load of it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.bad, self.depth = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, tuple(name for name, _ in attributes)))
        for name, value in attributes:
            value = (value or "").strip().lower()
            # What stands in a field is no address.
            leads = re.match(r"(javascript|data|vbscript):", value) and value != "data:," and (tag, name) != ("input", "value")
            if name.startswith("on") or leads:
                self.bad.append(f"{tag} {name}={value}")
        if tag in ("script", "iframe", "object", "embed", "foreignobject", "base", "meta", "form", "img"):
            self.bad.append(tag)


def payloads():
    """Two hundred texts that mean something to a browser."""
    bare = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "\"><script>alert(1)</script>",
            "'><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
            "</textarea><svg/onload=alert(1)>", "</option></select><img src=x onerror=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>",
            "javascript:alert(1)", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)' autofocus='", "<a href=javascript:alert(1)>x</a>",
            "<math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">", "<!--><script>alert(1)</script>-->",
            "]]><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "<ScRiPt >alert(1)</sCrIpT>",
            "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<form action=//evil.example><button>", "<object data=data:text/html,x>",
            "<link rel=stylesheet href=//evil.example>", "<style>@import '//evil.example'</style>", "<body onload=alert(1)>", "<table background=javascript:alert(1)>",
            "<span data-go=\"source\" data-of=\"x\">y</span>", "\u2028alert(1)", "</Script><Script>alert(1)</Script>", "<foreignObject><script>alert(1)</script></foreignObject>",
            "<use href=\"data:image/svg+xml,x\"/>", "<animate onbegin=alert(1) attributeName=x>", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}",
            "<%= 7*7 %>", "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)>"]
    around = ["{}", "A {} b", "{}x'\"", "&{};", "%3C{}"]
    return [form.replace("{}", text).replace("\n", " ") for text in bare for form in around]


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def hostile_files(place, texts):
    """Files in which each text stands in every field that holds text."""
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
    rows = {"leads": ["lead_id,created_at,source,campaign,job_title,company,industry,employees,country,self_reported_source"],
            "activities": ["lead_id,at,action,content"], "stages": ["lead_id,stage,at,reason"],
            "deals": ["deal_id,lead_id,closed_at,amount,status"], "spend": ["month,source,amount,campaign"]}
    for place_of, text in enumerate(texts):
        day = f"2026-0{place_of % 6 + 1}-{place_of % 20 + 1:02d}"
        word, number = quoted(text), quoted(f"L{place_of} {text}")
        rows["leads"].append(f"{number},{day},{word},{word},{word},{word},{word},120,NL,{word}")
        for action in ["pricing_page", "spec_download", "form_question", "demo_request"]:
            rows["activities"].append(f"{number},2026-0{place_of % 6 + 2}-01,{action},{word}")
        rows["stages"].append(f"{number},{'sql' if place_of % 3 else 'rejected'},2026-08-{place_of % 20 + 1:02d},{word}")
        rows["spend"].append(f"2026-0{place_of % 6 + 1},{word},100.00,{word}")
        if place_of % 4 == 1:
            rows["deals"].append(f"{quoted(f'D{place_of} {text}')},{number},2026-09-01,5000,won")
    for name, lines in rows.items():
        with open(os.path.join(place, name + ".csv"), "w") as file:
            file.write("\n".join(lines) + "\n")
    return [name + ".csv" for name in rows]


def script_in_data():
    """S02, S03: texts in every field of leads, activities, stages, deals and spend change no page"""
    texts = payloads()
    seen = []
    for kind, all_of in [("harmless", [f"Naam{number:04d}" for number in range(len(texts))]), ("hostile", texts)]:
        place = os.path.join(folder, kind)
        files = hostile_files(place, all_of)
        with open(os.path.join(place, "mql.yaml"), "w") as file:
            file.write("files: [" + ", ".join(files) + "]\n"
                       + "firm: " + json.dumps(all_of[3], ensure_ascii=False) + "\n")
        service = Service(place)
        pages = {}
        for path in PAGES + ["explain?lead=" + urllib.parse.quote(f"L{number} {all_of[number]}") for number in range(0, 200, 10)]:
            answer = service.ask("/" + path)
            pages[path.split("lead=")[0] + (str(len(pages)) if "lead=" in path else "")] = (answer, Tags(answer.text))
        service.end()
        seen.append(pages)
    wrong, count, statuses = [], 0, set()
    for path, (answer, tags) in seen[1].items():
        plain, plain_tags = seen[0][path]
        statuses.add((path, answer.status)) if answer.status != 200 else None
        count += 1
        if answer.status != plain.status:
            wrong.append(f"{path}: {answer.status} and not {plain.status}")
        if sorted(tags.bad) != sorted(plain_tags.bad):
            wrong.append(f"{path}: {[each for each in tags.bad if each not in plain_tags.bad][:3]}")
        if sorted(set(tags.tags)) != sorted(set(plain_tags.tags)):
            wrong.append(f"{path}: {sorted(set(tags.tags) ^ set(plain_tags.tags))[:3]}")
    return wrong, f"{len(texts)} texts, {count} pages, of which {count - len(statuses)} are answers"


def error_paths(service):
    """S04: nothing that was asked comes back as a page, and nothing at all from an address that is not there"""
    wrong, count = [], 0
    texts = payloads()[:: 1 if MANY else 20]
    for text in texts:
        word = urllib.parse.quote(text, safe="")
        for path in [f"/{word}", f"/report.{word}", f"/style/{word}.css", f"/api/1/{word}"]:
            for known in [True, False]:
                answer = service.ask(path, headers=[("Accept", "text/html")], known=known)
                count += 1
                if text in answer.text or answer.status not in (401, 404, 400):
                    wrong.append(f"{path} {known}: {answer.status}")
        for path in [f"/report?period={word}", f"/report?{word}=1", f"/explain?lead={word}", f"/report?what-if={word}", f"/report?lang={word}"]:
            answer = service.ask(path, headers=[("Accept", "text/html")])
            count += 1
            if answer.status >= 500 or [each for each in Tags(answer.text).bad if each not in ("script", "form", "meta")] \
                    or Tags(answer.text).bad.count("script") > 1:
                wrong.append(f"{path}: {answer.status} {Tags(answer.text).bad}")
        header = text.replace("\u2028", "")
        for name in ["Accept-Language", "User-Agent", "Referer", "If-None-Match", "X-User", "X-MQL-Proxy", "X-Forwarded-Host", "Origin"]:
            answer = service.ask("/nothing", headers=[(name, header)])
            count += 1
            if header in answer.text or answer.status not in (404, 400):
                wrong.append(f"{name}: {answer.status}")
    return wrong, f"{count} requests"


def statements(service, database):
    """S05: what means something to a database is a text, and changes nothing in it"""
    parts = ["' OR '1'='1", "'; DROP TABLE lead; --", "\" OR \"\"=\"", "1; ATTACH DATABASE 'x' AS x", "x' UNION SELECT sql FROM sqlite_master --",
             "]; DELETE FROM lead; --", "1) OR (1=1", "%' --", "' || (SELECT key FROM secret) || '", "load_extension('x')", "PRAGMA writable_schema=1",
             "0x27", "CHAR(39)", "' AND randomblob(1000000000) --", "`", "\\'", "'/**/OR/**/1=1", "\u02bc OR 1=1", "NULL", "sleep(10)",
             "1e999", "; VACUUM", "' GLOB '*", "' LIKE '%", "--"]
    texts = [form.replace("{}", part) for part in parts for form in ["{}", "google{}", "2026-Q3{}", "{}9", "L-0014{}", "mql{}"]]
    texts = texts[:: 1 if MANY else 30]
    before, wrong, count, slowest = digest(database), [], 0, 0
    asked = [(path, one["name"], [each["name"] for each in method["get"]["parameters"] if each["required"]])
             for path, method in described(service).items() if "parameters" in method.get("get", {})
             for one in method["get"]["parameters"]]
    needed = {"lead": "L-0014", "source": "google-ads"}
    for path, name, others in asked:
        rest = "".join(f"&{other}={needed[other]}" for other in others if other != name)
        for text in texts:
            start = time.monotonic()
            answer = service.ask(f"{path}?{name}={urllib.parse.quote(text, safe='')}{rest}")
            slowest = max(slowest, time.monotonic() - start)
            count += 1
            if answer.status not in (400, 404, 422, 200):
                wrong.append(f"{path} {name}={text}: {answer.status}")
    # In forms of pages, and as rows that are sent.
    for text in texts:
        row = json.dumps({"leads": [{"lead_id": text, "created_at": text, "source": text}]}).encode()
        for answer in [
                service.post("/privacy/find", [("who", text)]), service.post("/data/undo", [("number", text)]),
                service.post("/data/import", [("id", text)]), service.post("/data/cancel", [("id", text)]),
                service.ask("/api/1/judge", "POST", [JSON, OWN], row),
                service.ask("/api/1/leads", "POST", [JSON, OWN, ("Idempotency-Key", text.replace("\u02bc", "'"))], row),
                service.ask(f"/api/1/imports/{urllib.parse.quote(text, safe='')}", "DELETE", [OWN]),
                service.ask(f"/data/pending/{urllib.parse.quote(text, safe='')}"),
                service.ask(f"/data/rejects/{urllib.parse.quote(text, safe='')}")]:
            count += 1
            if answer.status not in (200, 303, 400, 404, 405, 422):
                wrong.append(f"{text} in a form or a row: {answer.status} {answer.text[:80]}")
    if slowest > 20:
        wrong.append(f"an answer took {slowest:.0f} s")
    after = digest(database)
    if after != before:
        wrong.append("the database has changed")
    if not after[1]:
        wrong.append("there is nothing in the database")
    return wrong, (f"{len(texts)} texts in {len(asked)} parameters and 9 other places, {count} requests, "
                   f"the slowest {slowest * 1000:.0f} ms")


def described(service):
    """The addresses for programs, as the service describes them itself."""
    return json.loads(service.ask("/api/openapi.json").text)["paths"]


def digest(database):
    """Of what the database holds, not of how it lies on the disk. Which lists were shown is kept, in the log too."""
    log = ('"audit" ', '"list" ', """"sqlite_sequence" VALUES('list'""", """"workspace" VALUES('audit entries'""",
           """"workspace" VALUES('seal'""")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as held:
        lines = [line for line in held.iterdump() if not line.startswith(tuple("INSERT INTO " + each for each in log))]
    held.close()
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest(), len(lines) > 1000


def paths(place):
    """S06: no address, no option and no name of a file is a path of this machine"""
    wrong, count, trace = [], 0, os.path.join(folder, "opened.txt")
    secret = os.path.join(folder, "secret")
    with open(secret, "w") as file:
        file.write("root: nobody reads this\n")
    targets = ["etc/passwd", "proc/self/environ", "etc/hostname", secret.lstrip("/")]
    texts = ["../" * number + target for number in range(1, 9) for target in targets] + [
        "/" + target for target in targets] + ["//" + target for target in targets] + [
        f"{up}{target.replace('/', slash)}" for target in targets[:2] for up, slash in [
            ("..%2f..%2f", "%2f"), ("%2e%2e/%2e%2e/", "/"), ("..%252f..%252f", "%252f"), ("....//....//", "//"),
            ("..\\..\\", "\\"), ("..%5c..%5c", "%5c"), ("%c0%ae%c0%ae/", "/"), ("..;/..;/", "/"),
            ("file:///", "/"), ("file://localhost/", "/"), ("shell.css/../../../", "/"), ("./.././../", "/"),
            ("~/", "/"), ("~root/", "/"), ("C:\\", "\\"), ("\\\\127.0.0.1\\", "\\")]] + [
        f"mql-data/{name}" for name in ["access", "key", "incoming", "backups", "../mql.yaml"]] + [
        f"../mql-data/{name}" for name in ["access", "key"]] + [
        f"/dev/{name}" for name in ["zero", "random", "stdin", "tty", "fd/0", "full"]] + [
        "/etc/passwd%00.css", "..%00/etc/passwd", "a" * 300, "a/" * 150, ".", "..", "/", "...", "*", "|id", "$(id)", "`id`",
        "stages.csv", "https://127.0.0.1:1/x.csv", "con", "fifo", "link"]
    all_of = sorted(set(texts))
    texts = all_of[:: 1 if MANY else 6]
    os.path.lexists(os.path.join(place, "link")) or os.symlink("/etc/passwd", os.path.join(place, "link"))
    os.path.exists(os.path.join(place, "fifo")) or os.mkfifo(os.path.join(place, "fifo"))
    service = Service(place, "--import", traced="open,openat,openat2,creat", into=trace) if shutil.which("strace") \
        else Service(place, "--import")
    # What it reads to answer at all is read before.
    for path in PAGES + ["data", "api/1/imports"]:
        service.ask("/" + path)
    start = os.path.getsize(trace) if shutil.which("strace") else 0
    for text in texts:
        for path in [f"/{text}", f"/style/{text}", f"/style/{text}.css", f"/report/{text}", f"/api/1/{text}",
                     f"/rules/{text}", f"/data/rejects/{text}", f"/data/pending/{text}"]:
            answer = service.ask(path)
            count += 1
            if "root:" in answer.text or "PATH=" in answer.text or answer.status not in (400, 404):
                wrong.append(f"{path}: {answer.status}")
        word = urllib.parse.quote(text, safe="%")
        for option in ["data", "to", "rules", "map", "rates", "rejects", "save", "into", "diff", "plan"]:
            answer = service.ask(f"/report.json?{option}={word}")
            count += 1
            if answer.status != 400:
                wrong.append(f"{option}={text}: {answer.status}")
        # A file that is given has a name of somebody else's choice.
        given = service.give((text.replace('"', "%22"), "lead_id,created_at,source\nS-1,2026-09-01,webinar\n"))
        count += 1
        if given.status not in (303, 400):
            wrong.append(f"a file {text}: {given.status}")
        elif given.status == 303:
            seen = service.ask(given.headers["location"])
            if "root:" in seen.text or seen.status != 200:
                wrong.append(f"a file {text} is seen: {seen.status}")
            gone = service.post("/data/cancel", [("id", re.search(r"[0-9a-f]{32}", given.headers["location"]).group(0))])
            if gone.status != 303:
                wrong.append(f"a file {text} stays: {gone.status}")
    service.end()
    opened, outside = set(), []
    if shutil.which("strace"):
        with open(trace) as file:
            before, opened = [set(re.findall(r'(?:open|openat|openat2|creat)\((?:AT_FDCWD, )?"([^"]*)"', text))
                              for text in [file.read(start), file.read()]]
        # SQLite's library asks for the names of owners each time that it opens the workspace, so before, too.
        inside = os.path.realpath(place) + "/"
        # Whether a program that left files behind still runs, and how many threads to use.
        system = r"/proc/(self|\d+)/(stat|maps|fd|task|cgroup|mountinfo)$|/sys/(devices/system/cpu|fs/cgroup)/"
        outside = [path for path in sorted(opened - before) if not re.match(system, path)
                   and not (os.path.realpath(os.path.join(place, path)) + "/").startswith(inside)]
        wrong += [f"it opened {path}" for path in outside]
        if not opened:
            wrong.append("nothing was seen of what it opens")
    for name in ["link", "fifo"]:
        os.remove(os.path.join(place, name))
    said = f"{len(opened)} files were opened, {len(outside)} outside its folder" if opened else "without strace"
    return wrong, f"{len(texts)} of {len(all_of)} paths, {count} requests; {said}"


def controls(service):
    """S07: what steers a terminal or ends a line stands in no address and no answer"""
    wrong, count = [], 0
    for text in ["%0a", "%0d", "%0d%0aSet-Cookie:%20a=b", "%00", "%1b[2J", "%1b]8;;http://evil.example%07x", "%07", "%08", "%7f", "%0b", "%0c", "%1b[31m"]:
        for path in [f"/report.json?period={text}", f"/report.json?{text}=1", f"/{text}", f"/report?lang={text}", f"/explain.json?lead={text}"]:
            answer = service.ask(path)
            count += 1
            if answer.status not in (400, 404) or any(byte < 32 and byte not in (10, 13, 9) for byte in answer.body) or "set-cookie" in answer.headers:
                wrong.append(f"{path}: {answer.status}")
    return wrong, f"{count} requests"


def origins(service):
    """S08: which page and which name asked, in forty rows, and a name that was led here"""
    wrong, count = [], 0
    own, evil = f"{service.host}:{service.port}", f"evil.test:{service.port}"
    sites = [(None, None), (f"http://{own}", None), (f"http://{own}", "same-origin"),
             ("http://evil.test", "cross-site"), ("null", "same-site")]
    body = b'{"mqls": 100, "sqls": 13, "closed": 12, "won": 4, "margin": 9000}'
    kinds = [("GET", "/api/1/value?intent=consideration", [], None, 200, 200),
             ("POST", "/api/1/value", [JSON], body, 200, 403),
             ("POST", "/api/1/value", [("Content-Type", "text/plain")], body, 415, 403),
             ("DELETE", "/api/1/imports/999999", [], None, 404, 403)]
    for method, path, more, sent, expected, refused in kinds:
        for host in [own, evil]:
            for place, (origin, site) in enumerate(sites):
                given = more + ([("Origin", origin)] if origin else []) + ([("Sec-Fetch-Site", site)] if site else [])
                answer = service.ask(path, method, given, sent, host=host)
                count += 1
                right = 421 if host == evil else expected if place in (1, 2) else refused
                if answer.status != right:
                    wrong.append(f"{method} {path} {host} {origin} {site}: {answer.status} and not {right}")
                if any(name.startswith("access-control") for name in answer.headers):
                    wrong.append(f"{method} {path} {host} {origin} {site}: CORS")
    # A page of evil.test whose name now leads to this machine asks as one of its own.
    led = [("Origin", f"http://{evil}"), OWN]
    for method, path, sent in [("GET", "/", None), ("GET", "/leads.json", None), ("GET", "/enter", None), ("GET", "/metrics", None),
                               ("GET", "/healthz", None), ("POST", "/enter", b"code=x"), ("POST", "/api/1/judge", b"{}"),
                               ("POST", "/api/1/leads", b"{}"), ("POST", "/data/upload", b""), ("POST", "/leave", b""),
                               ("DELETE", "/api/1/imports/1", None), ("OPTIONS", "/api/1/leads", None)]:
        for known in [True, False]:
            answer = service.ask(path, method, led + [JSON], sent, known=known, host=evil)
            count += 1
            if answer.status != 421 or "set-cookie" in answer.headers:
                wrong.append(f"{method} {path} by another name: {answer.status}")
    return wrong, f"{count} requests"


def headers(service):
    """S09: what every answer carries"""
    wrong, count = [], 0
    formats = [".json", ".csv", ".md", ".txt", ".html", ".pdf", ".xlsx"]
    verbs = [path.removeprefix("/api/1") for path, methods in described(service).items() if "get" in methods and path.startswith("/api/1/")
             and path != "/api/1/imports"]
    needed = {"/explain": "?lead=L-0014", "/source": "?source=google-ads", "/budget": "?amount=15000", "/value": "?intent=consideration"}
    routes = [path + form + needed.get(path, "") for path in verbs for form in ["", *formats]]
    routes += ["/api/1" + path + needed.get(path, "") for path in verbs]
    own = ["/", "/enter", "/leave", "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/app.js", "/style/shell.css",
           "/style/work.css", "/data", "/data/doctor", "/data/pending/0", "/data/rejects/import-1.csv", "/data/upload",
           "/data/import", "/data/cancel", "/data/undo", "/privacy", "/privacy/find", "/rules/sign", "/api/1/judge", "/api/1/imports",
           "/api/1/imports/999", "/api/1/activities", "/api/1/stages", "/api/1/deals", "/api/1/spend", "/nothing", "/api/1/nothing"]
    asked = [("GET", path) for path in routes + own + [
        "/" + page for page in PAGES] + ["/report?period=x", "/report.json?period=x", "/report.json?nothing=x"]]
    others = own + ["/report", "/api/1/value", "/api/1/leads", "/rules/try"]
    asked += [(method, path) for path in others for method in ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "PATCH"]]
    for method, path in asked:
        for known in [True, False]:
            # Who leaves with the cookie is out.
            if path == "/leave" and method == "POST" and known:
                continue
            answer = service.ask(path, method, known=known)
            count += 1
            given = answer.headers
            for name, value in {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-resource-policy": "same-origin"}.items():
                if given.get(name) != value:
                    wrong.append(f"{method} {path}: {name} {given.get(name)}")
            policy = given.get("content-security-policy", "")
            if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe-inline" in policy:
                wrong.append(f"{method} {path}: policy {policy}")
            if any(name.startswith("access-control") for name in given):
                wrong.append(f"{method} {path}: CORS")
            kind = given.get("content-type", "")
            if answer.body and (not kind or kind.startswith("text/") and not kind.endswith("charset=utf-8")):
                wrong.append(f"{method} {path}: type {kind}")
            if re.match(r"/(api/1/)?(leads|explain|imports|judge|data|privacy)\b", path) and known \
                    and given.get("cache-control") != "no-store":
                wrong.append(f"{method} {path}: {given.get('cache-control')}")
            if "cache-control" not in given:
                wrong.append(f"{method} {path}: may be kept")
            if not re.match(r"/(?![/\\])", given.get("location", "/")):
                wrong.append(f"{method} {path}: leads to {given['location']}")
    # No address, form or header says where a redirect leads.
    for target in ["//evil.example", "https://evil.example", "/\\evil.example", "%0d%0aLocation:%20//evil.example"]:
        for path, fields in [("/", None), ("/enter", [("code", "x")]), ("/data/cancel", [("id", "0")])]:
            for name in ["next", "url", "return", "redirect", "lang"]:
                more = [("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"), ("Referer", "http://evil.example/")]
                address = f"{path}?{name}={target}"
                if fields is None:
                    answer = service.ask(address, headers=more)
                else:
                    body = urllib.parse.urlencode(fields + [(name, urllib.parse.unquote(target))]).encode()
                    answer = service.ask(address, "POST", [OWN, FORM, *more], body, known=path != "/enter")
                count += 1
                if "evil" in answer.headers.get("location", "") or "evil" in answer.headers.get("set-cookie", ""):
                    wrong.append(f"{address}: leads to {answer.headers['location']}")
    return wrong, f"{count} answers of {len(routes) + len(own)} routes"


def writing(service, database):
    """S11: who may not write is refused, and nothing is written"""
    before, wrong, count = digest(database), [], 0
    body = b'{"lead_id":"1","created_at":"2026-09-01"}'
    routes = ["/api/1/" + name for name in ["judge", "value", "leads", "activities", "stages", "deals", "spend", "imports/1", "report"]] + ["/rules/try", "/rules/sign", "/data", "/privacy", "/report"]
    for route in routes:
        for method in ["POST", "DELETE", "PUT", "PATCH"]:
            for said in [[], [("Authorization", "Bearer mql_" + "0" * 64)], [("Authorization", "Bearer")], [("Authorization", "Basic " + "YTpi")],
                         [("Cookie", "mql_session=" + "0" * 64)], [("X-User", "owner"), ("X-MQL-Proxy", "x" * 40)]]:
                answer = service.ask(route, method, said + [JSON, OWN], body, known=False)
                count += 1
                if answer.status not in (401, 403, 405):
                    wrong.append(f"{method} {route} {said}: {answer.status}")
            answer = service.ask(route, method, [JSON, ("Sec-Fetch-Site", "cross-site")], body)
            count += 1
            if answer.status not in (403, 405):
                wrong.append(f"{method} {route} from elsewhere: {answer.status}")
    if digest(database) != before:
        wrong.append("the database has changed")
    return wrong, f"{count} requests"


def bodies(service):
    """S12: bodies that are too large, too deep or of another form"""
    wrong = []
    before, start = service.memory(), time.monotonic()
    answer = service.ask("/api/1/judge", "POST", [JSON, OWN], b" " * (2 << 20) + b"{}")
    taken = time.monotonic() - start
    if answer.status != 413 or taken > 1:
        wrong.append(f"over 2 MiB: {answer.status} after {taken:.2f} s")
    head = f"POST /api/1/judge HTTP/1.1\r\nHost: {service.host}:{service.port}\r\n{service.cookie[0]}: {service.cookie[1]}\r\nContent-Type: application/json\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    answer = Answer(service.raw(head + chunk * 40))
    if answer.status != 413:
        wrong.append(f"over 2 MiB in chunks: {answer.status}")
    grown = service.memory() - before
    count = 2
    for body in [b"[" * 100_000, b'{"a":' * 100_000, b'{"leads":' + b"[" * 100_000, b'{"leads": [' + b"[" * 50_000 + b"]" * 50_000 + b"]}",
                 b"", b"null", b"1", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"lead_id": {}}', b'{"lead_id": "1", "created_at": 1e400}', b'{"leads": {}}',
                 b'{"leads": [1, null, []]}', b'{"lead_id": "1", "activities": 3}', b'{"lead_id": "1", "activities": [[]]}', b'{"a": "\\ud800"}',
                 b'{"leads": [' + b",".join([b"{}"] * 1001) + b"]}", b'{"lead_id":"1","lead_id":"2"}', b"{\"lead_id\": \"" + b"a" * 1_000_000 + b"\"}",
                 b'{"mqls": 1e308, "margin": -1}', b'{"mqls": 99999999999999999999999}']:
        for path in ["/api/1/judge", "/api/1/value", "/api/1/judge?from=hubspot", "/api/1/judge?from=pipedrive", "/api/1/judge?from=form"]:
            start = time.monotonic()
            answer = service.ask(path, "POST", [JSON, OWN], body)
            count += 1
            if not 200 <= answer.status < 500 or time.monotonic() - start > 5:
                wrong.append(f"{path} {body[:30]}: {answer.status} after {time.monotonic() - start:.1f} s")
    form = ("Content-Type", "application/x-www-form-urlencoded")
    for body in [b"a&" * 1_000_000, b"code=" + b"a" * 1_000_000, b"%" * 10_000, b"code=%ff", b"code=a&code=b"]:
        answer = service.ask("/enter", "POST", [form, OWN], body, known=False)
        count += 1
        if answer.status not in (400, 401):
            wrong.append(f"form {body[:20]}: {answer.status}")
    if not service.runs:
        wrong.append("the service has ended")
    return wrong, f"{count} bodies; 413 after {taken * 1000:.0f} ms, {grown:.1f} MiB more memory"


def heads(service):
    """S13: heads that are too long, or say two things"""
    wrong = []
    host = f"Host: {service.host}:{service.port}\r\n".encode()
    line = b"GET /healthz HTTP/1.1\r\n" + host
    post = b"POST /api/1/judge HTTP/1.1\r\n" + host
    trials = {
        "100,000 fields": line + b"a: b\r\n" * 100_000 + b"\r\n", "a line of 1 MB": line + b"a: " + b"b" * 1_000_000 + b"\r\n\r\n",
        "an address of 1 MB": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        "two lengths": post + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "a length and chunks": post + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a length below zero": post + b"Content-Length: -1\r\n\r\n", "a length beyond all": post + b"Content-Length: 99999999999999999999\r\n\r\n",
        "a length that is no number": post + b"Content-Length: 1e3\r\n\r\n", "chunks in another way": post + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "chunks twice": post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "a chunk of no size": post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "chunks, then identity": post + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "a space before the colon": line + b"Content-Length : 5\r\n\r\n",
        "no host": b"GET /healthz HTTP/1.1\r\n\r\n", "two hosts": line + b"Host: evil.example\r\n\r\n", "a folded line": line + b"a: b\r\n c\r\n\r\n", "NUL in a value": line + b"a: b\x00c\r\n\r\n",
        "a bare line end": line.replace(b"\r\n", b"\n") + b"\n", "a whole address": b"GET http://evil.example/healthz HTTP/1.1\r\n" + host + b"\r\n", "another version": b"GET /healthz HTTP/3.7\r\n" + host + b"\r\n",
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\n" + host + b"\r\n", "an upgrade": line + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500, "nothing": b"\r\n\r\n\r\n"}
    said = {}
    for name, data in trials.items():
        got = service.raw(data.replace(b"HTTP/1.1\r\n" + host, b"HTTP/1.1\r\n" + host + b"Connection: close\r\n", 1), 40)
        statuses = [int(each) for each in re.findall(rb"HTTP/1\.[01] (\d{3})", got)]
        said[name] = statuses
        allowed = {"a bare line end", "an upgrade", "chunks twice", "a folded line", "a whole address"}
        if any(status >= 500 and status not in (501, 505) for status in statuses) or len(statuses) > 1 \
                or (statuses and statuses[0] < 400 and name not in allowed):
            wrong.append(f"{name}: {statuses}")
    if not service.runs:
        wrong.append("the service has ended")
    return wrong, f"{len(trials)} heads: " + ", ".join(f"{name} {each[0] if each else 'ended'}" for name, each in said.items())


def slow(service):
    """S14: two hundred clients of one byte in ten seconds are cut off, and others do not notice"""
    lines = [service.connect() for _ in range(200)]
    starts, ends, waits = time.monotonic(), {}, []
    for line in lines:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHos")
        line.setblocking(False)
    last = starts
    while len(ends) < len(lines) and time.monotonic() - starts < 40:
        now = time.monotonic()
        if now - last > 10:
            last = now
            for line in lines:
                try:
                    line.send(b"t")
                except OSError:
                    pass
        for number, line in enumerate(lines):
            if number in ends:
                continue
            try:
                if line.recv(100) == b"":
                    ends[number] = time.monotonic() - starts
            except BlockingIOError:
                pass
            except OSError:
                ends[number] = time.monotonic() - starts
        begin = time.monotonic()
        if service.ask("/healthz", known=False).status == 200:
            waits.append(time.monotonic() - begin)
        time.sleep(0.2)
    for line in lines:
        line.close()
    wrong = []
    if len(ends) < 200 or max(ends.values()) > 30:
        wrong.append(f"{len(ends)} of 200 were cut off, the last after {max(ends.values(), default=0):.1f} s")
    if max(waits) > 0.2:
        wrong.append(f"another waited {max(waits) * 1000:.0f} ms")
    return wrong, f"the last was cut off after {max(ends.values(), default=0):.1f} s; {len(waits)} others waited at most {max(waits) * 1000:.0f} ms"


def outgoing(place):
    """S16: nothing is sent to anybody: no connection is made"""
    if not shutil.which("strace"):
        return [], "not seen: there is no strace"
    wrong, trace, calls = [], os.path.join(folder, "connected.txt"), "connect,sendto,sendmsg,sendmmsg,socket"
    service = Service(place, "--import", traced=calls, into=trace)
    asked = 0
    for path in PAGES + ["report.xlsx", "data", "data/doctor", "privacy", "api/1/imports", "metrics", "explain?lead=L-0014"]:
        asked += service.ask("/" + path).status == 200
    asked += service.ask("/api/1/judge", "POST", [JSON, OWN], b'{"lead_id":"1","created_at":"2026-09-01"}').status == 200
    sent = service.ask("/api/1/leads", "POST", [JSON, OWN], b'{"leads":[{"lead_id":"S16","created_at":"2026-09-01","source":"webinar"}]}')
    asked += sent.status == 200
    service.post("/data/undo", [("number", str(json.loads(sent.text)["imports"][0]["number"]))])
    service.end()
    demo, empty = os.path.join(folder, "mql-demo"), os.path.join(folder, "empty")
    shutil.rmtree(empty, ignore_errors=True)
    os.makedirs(empty)
    runs = {"serve": None, "report": (["report", "--format", "html"], demo), "demo": (["demo"], empty),
            "import": (["import", os.path.join(demo, "leads.csv")], place)}
    if any(shutil.which(name) for name in ["chromium", "chromium-browser", "google-chrome"]):
        runs["pdf"] = (["report", "--format", "pdf", "--to", os.path.join(folder, "report.pdf"), "--force"], demo)
    seen = []
    for kind, run in runs.items():
        own = trace if run is None else trace + "." + kind
        if run:
            done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=" + calls, "-o", own, mql, *run[0]], cwd=run[1],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                wrong.append(f"mql {kind} ended with {done.returncode}: {done.stderr[:100]}")
        with open(own) as file:
            lines = [line for line in file if re.search(r"(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET", line)]
        # A browser asks its machine whether there is a way to this address, and sends nothing there.
        lines = [line for line in lines if kind != "pdf" or '"2001:4860:4860::8888"' not in line]
        seen.append(f"{kind} {len(lines)}")
        wrong += [f"{kind}: {line.strip()[:150]}" for line in lines]
    return wrong, f"{asked} answers; connections made: {', '.join(seen)}"


def lasting(place):
    """Ten thousand requests and a hundred imports leave no open file and no memory behind"""
    requests, imports = (10_000, 100) if MANY else (500, 5)
    service = Service(place, "--import")
    wrong, number, times = [], 0, []
    questions = ["/report.json", "/dashboard", "/report?by=campaign", "/leads.json?limit=5", "/explain.json?lead=L-0014",
                 "/report.json?period=x", "/nothing", "/api/1/imports", "/metrics", "/data"]

    def some(requests, imports):
        nonlocal number
        line = http.client.HTTPConnection("127.0.0.1", service.port, timeout=180)
        each = max(1, requests // max(1, imports))
        for place_of in range(requests):
            path = questions[place_of % len(questions)]
            start = time.monotonic()
            line.request("GET", path, headers=dict([service.cookie]))
            answer = line.getresponse()
            answer.read()
            times.append(time.monotonic() - start)
            if answer.status >= 500:
                wrong.append(f"{path}: {answer.status}")
            if place_of % each == each - 1:
                number += 1
                rows = f"lead_id,created_at,source\nX-{number},2026-09-01,webinar\nX-{number},2026-13-45,webinar\n"
                sent = service.ask("/api/1/leads?accept-loss=true", "POST", [("Content-Type", "text/csv"), OWN], rows.encode())
                if sent.status != 200:
                    wrong.append(f"import {number}: {sent.status} {sent.text[:100]}")
        line.close()
        time.sleep(1)
        return service.memory(), service.descriptors()

    memory, descriptors = some(requests // 10, imports // 5)
    times.clear()
    after, left = some(requests, imports)
    grown = (after / memory - 1) * 100
    if left > descriptors:
        wrong.append(f"{descriptors} descriptors became {left}")
    if grown >= 5:
        wrong.append(f"memory grew by {grown:.1f}%")
    service.end()
    times.sort()
    return wrong, (f"{requests} requests and {imports} imports after {requests // 10} and {imports // 5}: {memory:.1f} MiB became {after:.1f} "
                   f"({grown:+.1f}%), {descriptors} descriptors {left}; half of the answers within {times[len(times) // 2] * 1000:.1f} ms, "
                   f"99% within {times[len(times) * 99 // 100] * 1000:.0f} ms")


def main():
    os.makedirs(folder, exist_ok=True)
    for name in ["mql-demo", "firm"]:
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    firm = os.path.join(folder, "firm")
    os.makedirs(firm)
    for words, place in [(["demo"], folder), (["init"], firm), (["import"] + [f"../mql-demo/{name}.csv" for name in ["leads", "activities", "stages", "deals", "spend"]], firm)]:
        subprocess.run([mql, *words], cwd=place, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    database = next(os.path.join(firm, "mql-data", name) for name in os.listdir(os.path.join(firm, "mql-data")) if name.endswith((".db", ".sqlite")))
    service = Service(firm, "--import")
    trials = [(script_in_data, ()), (error_paths, (service,)), (statements, (service, database)), (paths, (firm,)), (controls, (service,)),
              (origins, (service,)), (headers, (service,)), (writing, (service, database)), (bodies, (service,)), (heads, (service,)),
              (slow, (service,)), (outgoing, (firm,)), (lasting, (firm,))]
    failed = 0
    for trial, words in trials:
        if only and trial.__name__ not in only:
            continue
        start = time.monotonic()
        wrong, said = trial(*words)
        failed += bool(wrong)
        print(f"{'FAIL' if wrong else 'ok  '} {trial.__doc__}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
        for each in wrong[:12]:
            print("    " + each)
    code = service.end()
    print(f"{'FAIL' if code else 'ok  '} the service ends with {code}")
    return 1 if failed or code else 0


sys.exit(main())
