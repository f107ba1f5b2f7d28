"""How fast the service answers, by wrk and h2load, on a workspace that is there already.

  service.py MQL FOLDER    client and server share the machine, and what is printed is with both of them.
"""
import json, os, re, resource, shutil, signal, subprocess, sys, time, urllib.request

program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
number = re.compile(r"([0-9.]+)(us|ms|s|m)\b")
units = {"us": 1e-3, "ms": 1, "s": 1000, "m": 60000}


def milliseconds(text):
    value, unit = number.search(text).groups()
    return float(value) * units[unit]


class Service:
    def __init__(self):
        start = time.monotonic()
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True)
        said = ""
        while "#" not in said:
            said += self.process.stdout.readline()
        self.started = time.monotonic() - start
        self.port = int(re.search(r":(\d+)/", said).group(1))
        self.base = f"http://127.0.0.1:{self.port}"
        request = urllib.request.Request(
            self.base + "/enter", ("code=" + said.strip().split("#")[1]).encode(),
            {"Sec-Fetch-Site": "none"})
        opener = urllib.request.build_opener(NoRedirect)
        try:
            opener.open(request)
        except urllib.error.HTTPError as error:
            self.cookie = error.headers["Set-Cookie"].split(";")[0]

    def get(self, path):
        start = time.monotonic()
        with urllib.request.urlopen(
                urllib.request.Request(self.base + path, headers={"Cookie": self.cookie})) as answer:
            body = answer.read()
        return body, time.monotonic() - start

    def post(self, path, body):
        headers = {
            "Cookie": self.cookie, "Sec-Fetch-Site": "none", "Content-Type": "application/json"}
        start = time.monotonic()
        with urllib.request.urlopen(
                urllib.request.Request(self.base + path, body, headers)) as answer:
            answer.read()
        return time.monotonic() - start

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def processor(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def wrk(service, path, connections=20, seconds=5):
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H",
         f"Cookie: {service.cookie}", service.base + path], capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(f"{path}: not every answer was one\n{out}")
    rate = float(re.search(r"Requests/sec:\s+([0-9.]+)", out).group(1))
    return rate, milliseconds(re.search(r"99%\s+(\S+)", out).group(1))


def steady(service, path, rate, body=None):
    """Percentiles at a given number of requests a second, of 10 seconds."""
    log = os.path.join(folder, "h2load.log")
    words = ["h2load", "--h1", "-c", "20", "--rps", str(rate // 20), "-D", "10", "--log-file", log,
             "-H", f"cookie: {service.cookie}", "-H", "sec-fetch-site: none"]
    if body is not None:
        data = os.path.join(folder, "h2load.json")
        with open(data, "wb") as file:
            file.write(body)
        words += ["-d", data, "-H", "content-type: application/json"]
    if os.path.exists(log):
        os.unlink(log)
    subprocess.run(words + [service.base + path], capture_output=True)
    taken = []
    with open(log) as lines:
        for line in lines:
            _, status, micro = line.split()
            if status != "200":
                raise SystemExit(f"{path}: {status} at {rate} a second")
            taken.append(int(micro) / 1000)
    os.unlink(log)
    taken.sort()
    return len(taken) / 10, taken[int(len(taken) * 0.99)]


def lead(place):
    return {
        "lead_id": f"N-{place}", "created_at": "2026-09-01T10:00:00Z", "source": "google",
        "medium": "cpc", "campaign": "pompen-zoeken", "email": f"p{place}@firma{place}.nl",
        "first_name": "Anna", "last_name": "Bakker", "job_title": "Hoofd inkoop",
        "company": f"Firma {place}", "industry": "manufacturing", "employees": 120, "country": "NL",
        "activities": [
            {"at": "2026-09-02T10:00:00Z", "action": "pricing_page"},
            {"at": "2026-09-03T10:00:00Z", "action": "spec_download"},
            {"at": "2026-09-04T10:00:00Z", "action": "form_question"}]}


if not shutil.which("wrk") or not shutil.which("h2load"):
    print("wrk or h2load is not there (apt install wrk nghttp2-client): the service is not measured.")
    sys.exit(0)

service = Service()
idle = service.memory()
_, first = service.get("/justify")
_, again = service.get("/justify")
print(f"start to link {service.started:.2f} s; first page {first:.2f} s after it, then {again * 1000:.1f} ms; "
      f"{idle:.0f} MiB idle, {service.memory():.0f} with facts")
print(f"another question, facts held: {service.get('/justify?if-conversion=20')[1] * 1000:.0f} ms what-if, "
      f"{service.get('/report.json?period=2026-Q2')[1] * 1000:.0f} ms another period")
service.get("/rules/try.json?points=55")
lab = sorted(service.get(f"/rules/try.json?points={points}")[1] for points in (30, 40, 60, 70, 80))
switched = service.get("/rules/try.json?without=video&without-source=google-ads")[1]
print(f"definition lab, facts held: {lab[2] * 1000:.0f} ms for a threshold moved ({lab[0] * 1000:.0f} to "
      f"{lab[-1] * 1000:.0f}), {switched * 1000:.0f} ms for a criterion and a source less")
for name, path in [("dashboard", "/dashboard"), ("held figures, JSON", "/report.json"), ("page for management", "/justify"),
                   ("page of the full account", "/report"), ("health", "/healthz")]:
    size = len(service.get(path)[0])
    rate, p99 = wrk(service, path)
    print(f"{name} ({size / 1000:.0f} kB): {rate:,.0f} a second, 99 % within {p99:.1f} ms (20 connections)")
rate, p99 = steady(service, "/report.json", 1000)
print(f"held figures, at {rate:,.0f} a second: 99 % within {p99:.1f} ms")
one = json.dumps(lead(1)).encode()
service.post("/api/1/judge?as-of=2026-10-01", one)
rate, p99 = steady(service, "/api/1/judge?as-of=2026-10-01", 1000, one)
print(f"judge, one lead, at {rate:,.0f} a second: 99 % within {p99:.1f} ms")
batch = json.dumps({"leads": [lead(place) for place in range(1000)]}).encode()
service.post("/api/1/judge?as-of=2026-10-01", batch)
before, start = service.processor(), time.monotonic()
for _ in range(10):
    service.post("/api/1/judge?as-of=2026-10-01", batch)
taken, used = time.monotonic() - start, service.processor() - before
print(f"judge, 1,000 leads at once: {10_000 / used:,.0f} leads a second of one core "
      f"({10_000 / taken:,.0f} as it is called)")
memory, descriptors = service.memory(), service.descriptors()
wrk(service, "/report.json", seconds=3)
print(f"after all that {service.memory():.0f} MiB (before {memory:.0f}), {service.descriptors()} open files "
      f"(before {descriptors})")
service.end()
