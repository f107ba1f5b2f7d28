"""Goes through the pages of the service as people do, in a real browser, and looks at each of them.

  browser.py MQL FOLDER    what is seen is kept in FOLDER as pictures. Ends with 1 where a journey failed.

It takes Chromium and its driver (apt install chromium chromium-driver); without them it says so and ends with 0.
"""
import http.client, json, os, re, shutil, signal, subprocess, sys, time, urllib.parse

from webdriver import Browser, Driver, Failure, program, END, ENTER, LEFT, RIGHT, TAB

mql, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
only = sys.argv[3:]
FIRST = "/dashboard"
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "audit.js")) as script:
    AUDIT = script.read()


def require(holds, what):
    if not holds:
        raise Failure(what)


def call(*words, place=None):
    done = subprocess.run([mql, *words], cwd=place or folder, capture_output=True, text=True)
    require(done.returncode == 0, f"mql {' '.join(words)}: {done.stderr}")
    return done.stdout


class Service:
    """`mql serve` on a workspace with the data of the demo, and one token of each role."""

    def __init__(self):
        for name in ["mql-demo", "firm"]:
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
        call("demo")
        self.place = os.path.join(folder, "firm")
        os.makedirs(self.place)
        for name in ["mql.yaml"]:
            shutil.copy(os.path.join(folder, "mql-demo", name), self.place)
        self.files = [os.path.join(folder, "mql-demo", name + ".csv")
                      for name in ["leads", "activities", "stages", "deals", "spend"]]
        call("init", place=self.place)
        call("import", *self.files, place=self.place)
        self.tokens = {
            role: call("token", "add", "--name", role, "--role", role, place=self.place).strip()
            for role in ["read", "sales", "owner"]}
        for side in ["marketing", "sales"]:
            words = ["token", "add", "--name", f"for-{side}", "--role", "read", "--side", side]
            self.tokens[f"for-{side}"] = call(*words, place=self.place).strip()
        self.process = subprocess.Popen(
            [mql, "serve", "--import", "--port", "0"], cwd=self.place, stdout=subprocess.PIPE, text=True)
        said = ""
        while "#" not in said:
            line = self.process.stdout.readline()
            require(line, "mql serve does not start")
            said += line
        self.link = re.search(r"http://\S+", said).group(0)
        self.base = self.link.split("/enter")[0]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


def enter(browser, service, role="owner"):
    """Comes in with a token, as one does without a script."""
    browser.go(service.base + "/enter")
    browser.one("#code").type(service.tokens[role])
    browser.one("form.enter button").click()
    browser.until(lambda: "/enter" not in browser.url)


LOOKS = {"light": (1280, False), "dark": (1280, True), "narrow": (390, False), "narrow-dark": (390, True)}


def looked(browser, name, address, looks=tuple(LOOKS)):
    """Takes pictures of a page in every look, and says what is wrong with it in any."""
    wrong = []
    for look in looks:
        width, is_dark = LOOKS[look]
        browser.look(width, 900, is_dark)
        browser.go(address)
        wrong += seen(browser, name, look)
    browser.look()
    # A question that is not whole yet is a page with a status of its own.
    wrong += [f"{name}: {each}" for each in browser.complaints()
              if not re.match(re.escape(address) + r" - .*status of 4\d\d", each)]
    return wrong


def seen(browser, name, look):
    """Takes a picture of what is shown, and says what is wrong with it."""
    browser.picture(os.path.join(folder, f"{name}-{look}.png"))
    return [f"{name} {look}: {each}" for each in browser.run(AUDIT)]


def shown(browser, name):
    """The same in every look of a page that is there once, as what follows a button."""
    wrong = []
    for look, (width, is_dark) in LOOKS.items():
        browser.look(width, 900, is_dark)
        wrong += seen(browser, name, look)
    browser.look()
    return wrong


def cells(browser, selector):
    """The rows of the tables that a selector finds, each as its cells."""
    return browser.run("""
      return [].map.call(document.querySelectorAll(arguments[0]), function (table) {
        return [].map.call(table.rows, function (row) {
          return [].reduce.call(row.cells, function (all, cell) {
            return all.concat([cell.textContent.trim()], Array(cell.colSpan - 1).fill("")); }, []); }); });""",
        selector)


def places(browser, service):
    """All pages that the navigation leads to."""
    browser.go(service.base + FIRST)
    links = [each.property("href") for each in browser.all("header.shell nav a")]
    require(len(links) > 8, f"only {len(links)} pages")
    return links


def name(address):
    return urllib.parse.urlparse(address).path.strip("/").replace("/", "-")


def come_in(browser, service):
    """A link lets in once, by a button, and what is behind the hash goes away."""
    browser.go(service.link)
    field = browser.one("#code")
    browser.until(lambda: field.property("value"))
    require("#" not in browser.url, "the code stays in the address")
    browser.picture(os.path.join(folder, "enter.png"))
    browser.one("form.enter button").click()
    browser.until(lambda: FIRST in browser.url or browser.url.rstrip("/") == service.base)
    require(browser.all("h1"), "no answer")
    browser.cdp("Network.clearBrowserCookies")
    browser.go(service.link)
    browser.until(lambda: browser.one("#code").property("value"))
    browser.one("form.enter button").click()
    browser.until(lambda: browser.all("[role=alert]"))
    return "and not twice"


def pages(browser, service):
    """Every page, light and dark, wide and narrow."""
    enter(browser, service)
    links, wrong = places(browser, service), looked(browser, "door", service.base + "/enter")
    links += [service.base + "/" + each for each in [
        "source?source=google-ads", "explain?lead=L-0014", "budget?amount=15000", "data/doctor",
        "value?mqls=100&sqls=13&closed=12&won=4&margin=9000", "report?period=2026-13"]]
    for link in links:
        one = name(link) + ("-asked" if urllib.parse.urlparse(link).query else "")
        wrong += looked(browser, one, link)
        # Dutch words are longer.
        dutch = link.split("?")[0] + "?" + "&".join([*link.split("?")[1:], "lang=nl"])
        wrong += looked(browser, one + "-nl", dutch, ("light", "narrow"))
    require(not wrong, "\n    ".join([f"{len(wrong)} faults", *wrong]))
    return f"{len(links)} pages in 4 looks, in Dutch in 2, and the door"


def slider(browser, service):
    """A slider changes the answer while it moves."""
    enter(browser, service)
    browser.go(service.base + FIRST)
    before = browser.one("main").text
    for each in browser.all("form.question summary"):
        each.click()
    handle = browser.one("input[type=range]")
    start = time.monotonic()
    handle.type(RIGHT * 4)
    browser.until(lambda: "if-" in browser.url)
    taken = time.monotonic() - start
    browser.until(lambda: browser.one("main").text != before)
    require(browser.one("output").text not in ("", "0"), "the number beside it stays")
    browser.picture(os.path.join(folder, "slider.png"))
    handle = browser.one("input[type=range]")
    handle.type(LEFT * 4)
    browser.until(lambda: browser.one("main").text == before)
    return f"answered {taken * 1000:.0f} ms after the first of four keys"


def lab(browser, service):
    """A threshold that moves, a rule book that is saved, and each side signs by itself."""
    enter(browser, service)
    browser.go(service.base + "/rules/try")
    before = browser.one("main").text
    browser.one("input[name=points]").type(RIGHT * 2)
    browser.until(lambda: "points=" in browser.url and browser.one("main").text != before)
    browser.picture(os.path.join(folder, "lab.png"))
    browser.go(browser.url)
    browser.one("form.save button").click()
    browser.until(lambda: "rules-try-1.yaml" in browser.source)
    require("signed by nobody" in browser.source, "it is signed")
    for side in ["marketing", "sales"]:
        browser.cdp("Network.clearBrowserCookies")
        enter(browser, service, f"for-{side}")
        browser.go(service.base + "/rules/try")
        buttons = [each for each in browser.all("section.lab button") if "Sign" in each.text]
        require([each.text for each in buttons] == [f"Sign for {side}"], "it is signed for another side")
        buttons[0].click()
        browser.until(lambda: f"{side} (for-{side})" in browser.source)
    browser.picture(os.path.join(folder, "lab-signed.png"))
    require("in force with" in browser.source, "both have signed, and it is not said what follows")
    return "signed by both"


def words(browser, service):
    """What is chosen from is said in the language of the page, and in words."""
    enter(browser, service)
    faults = []
    for language, strange in [
            ("nl", r"\b(the|which|what|show|only|and of)\b"), ("en", r"\b(het|een|welke|alleen)\b")]:
        for link in places(browser, service):
            browser.go(link.split("?")[0] + "?lang=" + language)
            for each in browser.all("form.question option, form.question label"):
                said = [each.property("textContent"), each.attribute("title") or ""]
                for text in said:
                    if re.search(r"[a-z]_[a-z]|[a-z]-(reported|is)\b", text):
                        faults.append(f"{name(link)} {language}: a key: {text}")
                    if re.search(strange, text.lower()):
                        faults.append(f"{name(link)} {language}: another language: {text}")
    faults = sorted(set(faults))
    require(not faults, "\n    ".join([f"{len(faults)} faults", *faults]))


def keyboard(browser, service):
    """Tab goes to everything that can be used, in order, and it is seen where one is."""
    enter(browser, service)
    reached = 0
    for link in [FIRST, "/report?lang=nl", "/budget"]:
        browser.go(service.base + link)
        count = browser.run("""
          return [].filter.call(document.querySelectorAll("a[href],button,input,select,summary,[tabindex='0']"), function (each) {
            return each.checkVisibility() && !each.disabled && each.tabIndex >= 0; }).length;""")
        stops = []
        for _ in range(count + 5):
            browser.press(TAB)
            stop = browser.run("""
              var each = document.activeElement, style = getComputedStyle(each);
              if (each === document.body) { return null; }
              if (!window.stops) { window.stops = []; }
              if (window.stops.indexOf(each) >= 0) { return "again"; }
              window.stops.push(each);
              var box = each.getBoundingClientRect();
              return { what: each.tagName + " " + (each.id || each.textContent.trim().slice(0, 30)),
                seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5) || style.boxShadow !== "none",
                on: box.bottom > 0 && box.top < innerHeight && box.right > 0 };""")
            if stop is None or stop == "again":
                break
            stops.append(stop)
        require(len(stops) == count, f"{link}: {len(stops)} of {count} are reached")
        for stop in stops:
            require(stop["seen"], f"{link}: it is not seen that one is at {stop['what']}")
            require(stop["on"], f"{link}: {stop['what']} is out of sight")
        reached += count
    # The first of them skips the navigation.
    browser.go(service.base + FIRST)
    browser.press(TAB, ENTER)
    require(browser.url.endswith("#answer"), "the first stop does not skip the navigation")
    return f"{reached} stops"


def names(browser, service):
    """Whoever cannot see a page is told what each part of it is."""
    enter(browser, service)
    faults, count = [], 0
    for link in places(browser, service):
        browser.go(link)
        browser.run("document.querySelectorAll('details').forEach(function (each) { each.open = true; });")
        for selector in ["a[href]", "button", "input:not([type=hidden])", "select", "[role=img]", "nav", "img"]:
            for each in browser.all(selector):
                count += 1
                if not each.name:
                    faults.append(f"{name(link)}: {selector} {each.attribute('id') or ''} has no name")
    require(not faults, "\n    ".join([f"{len(faults)} faults", *sorted(set(faults))]))
    return f"{count} names"


def leads(browser, service):
    """From the list of leads to why one of them is what it is; who may see figures alone sees no list."""
    enter(browser, service, "sales")
    browser.go(service.base + "/leads?limit=5")
    table = browser.one("main table")
    lead = re.search(r"L-\d+", table.text).group(0)
    found = [each for each in browser.all("main a") if each.text.strip() == lead]
    if found:
        found[0].click()
    else:
        browser.go(service.base + "/explain?lead=" + lead)
    browser.until(lambda: "/explain" in browser.url)
    require(lead in browser.one("h1").text or lead in browser.one("main").text, "another lead")
    browser.picture(os.path.join(folder, "explain.png"))
    browser.cdp("Network.clearBrowserCookies")
    enter(browser, service, "read")
    require(not [each for each in browser.all("header.shell nav a") if "/leads" in each.property("href")],
            "a list of leads is offered")
    browser.go(service.base + "/leads")
    require(lead not in browser.source, "leads are shown")
    return lead + (", by a link" if found else ", by its address")


WRONG_LEADS = """lead_id,created_at,source,email
B-1,2026-09-01,google-ads,anna.jansen@example.com
B-2,2026-09-02,google-ads,bert@example.com
B-3,2026-09-03,linkedin-ads,carla@example.com
B-4,2026-09-04,webinar,dirk@example.com
B-5,2026-09-05,referral,els@example.com
B-6,2026-13-45,linkedin-ads,frank@example.com
"""


def give(browser, path, text, has_script):
    """Gives a file to the page of data: dropped on it, or with the button where there is no script."""
    if has_script:
        browser.run("""
          var files = new DataTransfer();
          files.items.add(new File([arguments[1]], arguments[0], { type: "text/csv" }));
          ["dragover", "drop"].forEach(function (name) {
            document.querySelector("form.upload p").dispatchEvent(
              new DragEvent(name, { dataTransfer: files, bubbles: true, cancelable: true })); });""",
            os.path.basename(path), text)
    else:
        with open(path, "w") as file:
            file.write(text)
        browser.one("#files").type(path)
        browser.one("form.upload button").click()
    browser.until(lambda: "/data/pending/" in browser.url)


def fetched(browser, address):
    """What a browser would keep as a file. Names of this machine that browsers know are not known to Python."""
    parts = urllib.parse.urlparse(address)
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in browser.tell("GET", "/cookie"))
    line = http.client.HTTPConnection("127.0.0.1", parts.port)
    line.request("GET", parts.path, headers={"Host": parts.netloc, "Cookie": cookies})
    return line.getresponse().read().decode()


def data(browser, service, has_script=True):
    """Files are given, looked at, imported and taken back; wrong rows are told with their line and character."""
    def kept():
        return json.loads(call("imports", "--format", "json", place=service.place))["imports"]

    def press(selector, text):
        button = [each for each in browser.all(selector) if each.text == text]
        require(len(button) == 1, f"{len(button)} buttons say {text}")
        button[0].click()

    enter(browser, service)
    file, before = os.path.join(folder, "leads-september.csv"), kept()
    browser.go(service.base + "/report")
    report = browser.one("main").text
    browser.go(service.base + "/data?lang=en")
    rows = cells(browser, "main.work table")
    require(len(rows[-1]) == len(before) + 1, f"{len(rows[-1])} rows of history for {len(before)} imports")
    # What is not wanted is removed, and nothing of it stays.
    give(browser, file, WRONG_LEADS, has_script)
    press("main.work button", "Remove them")
    browser.until(lambda: browser.url.split("?")[0].endswith("/data"))
    require(not browser.all("a[href^='/data/pending']"), "what was removed still waits")
    give(browser, file, WRONG_LEADS, has_script)
    text = browser.one("#answer").text
    for word in ["leads-september.csv", "Nothing of them is kept yet", "lead_id", "created_at", "google-ads"]:
        require(word in text, f"what is read does not say {word}")
    require("anna" not in browser.source, "an address is shown")
    wrong = shown(browser, "data-pending")
    require(kept() == before, "it is imported before anybody said so")
    press("main.work button", "Import")
    browser.until(lambda: browser.one("h1").text == "Imported")
    wrong += shown(browser, "data-imported")
    rows = cells(browser, "main.work table")[0]
    require(len(rows) == 2 and rows[1][:4] == ["leads-september.csv", "7", "5", "rejected"], f"{rows}")
    link = [each.property("href") for each in browser.all("main.work a") if "/data/rejects/" in each.property("href")]
    require(len(link) == 1, f"{len(link)} files of rejected rows")
    require("B-6,2026-13-45" in fetched(browser, link[0]), "the rejected row is not in the file")
    number = kept()[-1]["number"]
    require(len(kept()) == len(before) + 1, "it is not imported once")
    browser.go(service.base + "/report")
    require(browser.one("main").text != report, "five leads more change nothing in the report")
    browser.go(service.base + "/data?lang=en")
    first = cells(browser, "main.work table")[-1][1]
    require(first[0] == str(number) and first[2] == "leads-september.csv" and first[4:8] == ["6", "5", "0", "1"],
            f"the history says {first}")
    browser.one(f"button[aria-label='Take import {number} back']").click()
    browser.until(lambda: "undone=" in browser.url)
    require(f"Import {number} was taken back" in browser.one("[role=status]").text, "it is not told")
    wrong += shown(browser, "data-taken-back")
    require(cells(browser, "main.work table")[-1][1][-1] == "taken back", "the history does not say so")
    browser.go(service.base + "/report")
    # How many rows were read stays in the report.
    def figures(text):
        return [line for line in text.splitlines() if "rows read" not in line and "Made with" not in line]
    require(figures(browser.one("main").text) == figures(report), "the report is not what it was")
    call("doctor", place=service.place)
    # Who may not import has no such page.
    browser.cdp("Network.clearBrowserCookies")
    enter(browser, service, "sales")
    require(not [each for each in browser.all("header.shell nav a") if each.property("href").split("?")[0].endswith("/data")],
            "a page of data is offered")
    browser.go(service.base + "/data")
    require("leads-september.csv" not in browser.source and not browser.all("#files"), "it is shown")
    require(not wrong, "\n    ".join([f"{len(wrong)} faults", *wrong]))
    return f"{'dropped' if has_script else 'chosen'}; line 7, character 5; import {number} taken back"


def source(browser, service, has_script=True):
    """A source on a page leads to its own page, and that has the same numbers."""
    enter(browser, service)
    count = 0

    def named(links):
        found = [(each.text, each.property("href")) for each in browser.all(links)]
        require(len(found) > 5, f"only {len(found)} sources have a page, on {browser.url}")
        return found

    browser.go(service.base + "/dashboard?lang=en")
    links = named("main .main table th a[href^='/source']")
    table = {row[0]: row for each in cells(browser, "main .main table") for row in each}
    browser.one("main .main table th a[href^='/source']").click()
    browser.until(lambda: "/source" in browser.url)
    for text, address in links:
        row, (_, mqls, _, cost, worth) = table[text], table[text][:5]
        browser.go(address)
        said = browser.one("main").text
        require(f"{mqls} MQL" in said and f"€{cost}" in said, f"{text}: {row} and {said[:300]}")
        require("cannot be said" in said or f"worth about €{worth}" in said, f"{text}: {row} and {said[:300]}")
        count += 1
    for period in ["", "&period=2026-Q2"]:
        browser.go(service.base + "/report?lang=en" + period)
        links = named("main tbody th a[href^='/source']")
        tables = cells(browser, "main table")
        costs = next(each for each in tables if each[0][:3] == ["Source", "Spend €", "Leads"])
        titles, rows = costs[0], {row[0]: row for row in costs}
        require("total" in rows and not [text for text, _ in links if text == "total"], "a total has a page")
        for text, address in dict(links).items():
            browser.go(address)
            require(period.lstrip("&") in browser.url, f"{text}: another period")
            months = next(each for each in cells(browser, "main table") if each[0][0] == "Month")
            for title in ["Leads", "MQLs", "SQLs", "Won"]:
                place = months[0].index(title)
                said = rows[text][titles.index(title)]
                total = sum(int(row[place].replace(",", "")) for row in months[1:] if row[place] not in ("–", ""))
                require(str(total) == said.replace("–", "0").replace(",", ""),
                        f"{text}{period}: {title} {said} in the report, {total} on the page of the source")
            count += 1
    browser.picture(os.path.join(folder, "source.png"))
    return f"{count} pages of sources{'' if has_script else ', without a script'}"


def leave(browser, service):
    """Who leaves is out."""
    enter(browser, service)
    browser.one("header.shell form button").click()
    browser.until(lambda: "/enter" in browser.url)
    browser.go(service.base + FIRST)
    require(browser.all("form.enter"), "still in")


def no_script(browser, service):
    """Without a script everything is done by links and buttons."""
    enter(browser, service)
    browser.go(service.base + "/report")
    before = browser.one("main").text
    browser.one("#f-period").type("2026-Q3")
    browser.one("form.question button").click()
    browser.until(lambda: "period=2026-Q3" in browser.url)
    require(browser.one("main").text != before, "the period changes nothing")
    browser.picture(os.path.join(folder, "no-script.png"))
    browser.go(service.base + FIRST + "?if-conversion=20")
    changed = browser.one("main").text
    browser.go(service.base + FIRST)
    require(browser.one("main").text != changed, "a supposition changes nothing")
    browser.one("header.shell form button").click()
    browser.until(lambda: "/enter" in browser.url)
    return "period, supposition, leave"


JOURNEYS = [come_in, pages, slider, lab, words, keyboard, names, leads, source, data, leave]
# These are gone through without a script, too.
WITHOUT = [no_script, source, data]


def main():
    chromium = program("chromium", "chromium-browser", "google-chrome")
    path = program("chromedriver")
    if not chromium or not path:
        print("No Chromium with its driver (apt install chromium chromium-driver): no browser is tried.")
        return 0
    os.makedirs(folder, exist_ok=True)
    driver, failed = Driver(path), 0
    service = Service()
    try:
        for journey, has_script in [(each, True) for each in JOURNEYS] + [(each, False) for each in WITHOUT]:
            if only and journey.__name__ not in only:
                continue
            start = time.monotonic()
            try:
                with Browser(driver, chromium, has_script) as browser:
                    browser.look()
                    is_both = journey in JOURNEYS and journey in WITHOUT
                    said = journey(browser, service, has_script) if is_both else journey(browser, service)
                end = "ok  "
            except Failure as failure:
                said, end, failed = failure, "FAIL", failed + 1
            about = journey.__doc__.splitlines()[0].rstrip(".")
            print(f"{end} {about}{': ' + str(said) if said else ''} ({time.monotonic() - start:.1f} s)", flush=True)
    finally:
        driver.end()
        code = service.end()
    if code != 0:
        print(f"FAIL mql serve ended with {code}")
    return 1 if failed or code != 0 else 0


sys.exit(main())
