"""Sends the service what somebody would send who means harm, and prints a line for each kind of it.

  attacks.py MQL FOLDER    the data are made in FOLDER. Ends with 1 where something got through.

MANY=1 in the environment sends all texts, and not some of each kind: for the fast program of make release.
"""
import hashlib, html.parser, json, os, re, shutil, signal, socket, subprocess, sys, time, urllib.parse

mql, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
only = sys.argv[3:]
JSON, OWN = ("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")
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
    def __init__(self, place, *words):
        self.process = subprocess.Popen(
            [mql, "serve", "--port", "0", *words], cwd=place, stdout=subprocess.PIPE, text=True)
        said = ""
        while "#" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("mql serve does not start")
            said += line
        self.host, self.port = re.search(r"http://([^/:]+):(\d+)", said).groups()
        self.port = int(self.port)
        code = said.strip().split("#")[1]
        came = self.ask("/enter", "POST", [OWN, ("Content-Type", "application/x-www-form-urlencoded")],
                        f"code={code}".encode(), known=False)
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
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024

    @property
    def runs(self):
        return self.process.poll() is None and self.ask("/healthz", known=False).status == 200

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


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
            if name.startswith("on") or re.match(r"(javascript|data|vbscript):", value) and value != "data:,":
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
    texts = texts[:: 1 if MANY else 15]
    before, wrong, count = digest(database), [], 0
    for text in texts:
        word = urllib.parse.quote(text, safe="")
        for path in [f"/report.json?period={word}", f"/report.json?by={word}", f"/leads.json?only={word}", f"/leads.json?limit={word}",
                     f"/explain.json?lead={word}", f"/report.json?as-of={word}", f"/compare.json?between={word}"]:
            start = time.monotonic()
            answer = service.ask(path)
            count += 1
            if answer.status not in (400, 404, 422, 200) or time.monotonic() - start > 20:
                wrong.append(f"{path}: {answer.status}")
    if digest(database) != before:
        wrong.append("the database has changed")
    return wrong, f"{len(texts)} texts, {count} requests"


def digest(database):
    """Of what the database holds, not of how it lies on the disk; the log grows by what is shown."""
    done = subprocess.run(["sqlite3", f"file:{database}?mode=ro", ".dump"], capture_output=True)
    lines = [line for line in done.stdout.split(b"\n") if b"INSERT INTO audit" not in line]
    return hashlib.sha256(b"\n".join(lines)).hexdigest(), len(lines) > 1000


def paths(service):
    """S06: no address and no option is a path of this machine"""
    wrong, count = [], 0
    texts = ["../" * number + "etc/passwd" for number in range(1, 9)] + [
        "/etc/passwd", "//etc/passwd", "/proc/self/environ", "/dev/zero", "~/.ssh/id_rsa", "mql-data/access", "mql-data/key", "../mql-data/access",
        "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..%252fetc%252fpasswd", "....//etc/passwd", "..\\..\\etc\\passwd", "file:///etc/passwd",
        "/etc/passwd%00.css", "a" * 300, ".", "..", "/", "shell.css/../../../etc/passwd"]
    texts = texts[:: 1 if MANY else 3]
    for text in texts:
        for path in [f"/{text}", f"/style/{text}", f"/style/{text}.css", f"/report/{text}", f"/api/1/{text}", f"/rules/{text}"]:
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
    return wrong, f"{len(texts)} paths, {count} requests"


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


def headers(service):
    """S09: what every answer carries"""
    wrong, count = [], 0
    asked = [("GET", "/" + page) for page in PAGES] + [("GET", "/" + page.split("?")[0] + suffix) for page in ["report", "justify", "leads", "explain"] for suffix in [".json", ".csv", ".md", ".txt", ".html", ".xlsx"]]
    asked += [("GET", path) for path in ["/", "/enter", "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/app.js", "/style/shell.css", "/nothing", "/api/1/nothing", "/explain.json?lead=L-0014", "/report.json?period=x", "/report?period=x", "/value"]]
    asked += [(method, path) for path in ["/", "/report", "/enter", "/leave", "/api/1/judge", "/api/1/value", "/healthz", "/nothing"] for method in ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "PATCH"]]
    for method, path in asked:
        for known in [True, False]:
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
            if answer.body and "content-type" not in given:
                wrong.append(f"{method} {path}: no type")
            if re.match(r"/(leads|explain)", path) and given.get("cache-control") != "no-store":
                wrong.append(f"{method} {path}: {given.get('cache-control')}")
            if "cache-control" not in given:
                wrong.append(f"{method} {path}: may be kept")
            if given.get("location", "/")[:2] == "//" or "evil" in given.get("location", ""):
                wrong.append(f"{method} {path}: leads to {given['location']}")
    return wrong, f"{count} answers"


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


def main():
    os.makedirs(folder, exist_ok=True)
    for name in ["mql-demo", "firm"]:
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    firm = os.path.join(folder, "firm")
    os.makedirs(firm)
    for words, place in [(["demo"], folder), (["init"], firm), (["import"] + [f"../mql-demo/{name}.csv" for name in ["leads", "activities", "stages", "deals", "spend"]], firm)]:
        subprocess.run([mql, *words], cwd=place, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    database = next(os.path.join(firm, "mql-data", name) for name in os.listdir(os.path.join(firm, "mql-data")) if name.endswith((".db", ".sqlite")))
    service = Service(firm)
    trials = [(script_in_data, ()), (error_paths, (service,)), (statements, (service, database)), (paths, (service,)), (controls, (service,)),
              (headers, (service,)), (writing, (service, database)), (bodies, (service,)), (heads, (service,)), (slow, (service,))]
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
