"""A browser that does what it is told: the few commands of WebDriver that the journeys need, over urllib."""
import base64, json, os, shutil, socket, subprocess, time, urllib.error, urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
TAB, ENTER, RIGHT, LEFT, END = "\ue004", "\ue007", "\ue014", "\ue012", "\ue010"


def program(*names):
    """The first of some programs that is here and runs; some are only the name of one."""
    for name in names:
        path = shutil.which(name)
        if path and subprocess.run(
                [path, "--version"], capture_output=True, timeout=60).returncode == 0:
            return path
    return None


class Failure(Exception):
    """What a browser or a driver says it cannot do."""


class Driver:
    """The program between this one and the browsers."""

    def __init__(self, path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [path, f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                self.ask("GET", "/status")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise Failure("the driver does not start")

    def ask(self, method, path, body=None):
        data = None if method == "GET" else json.dumps(body or {}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"},
            method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            said = json.load(error)["value"]
            raise Failure(f"{said['error']}: {said['message'].splitlines()[0]}") from None
        except TimeoutError:
            raise Failure(f"no answer to {method} {path.split('/')[-1]} in two minutes") from None

    def end(self):
        self.process.terminate()
        self.process.wait()


class Browser:
    """One window with a profile of its own, gone with it."""

    def __init__(self, driver, chromium, has_script=True):
        words = ["--headless=new", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
                 "--disable-dev-shm-usage", "--disable-background-networking",
                 "--window-size=1280,900"]
        if os.geteuid() == 0:
            words.append("--no-sandbox")
        options = {"binary": chromium, "args": words}
        if not has_script:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        self.driver = driver
        made = driver.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.path = "/session/" + made["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.ask("DELETE", self.path)

    def tell(self, method, path, body=None):
        return self.driver.ask(method, self.path + path, body)

    def cdp(self, command, **words):
        return self.tell("POST", "/goog/cdp/execute", {"cmd": command, "params": words})

    def go(self, url):
        self.tell("POST", "/url", {"url": url})

    @property
    def url(self):
        return self.tell("GET", "/url")

    @property
    def source(self):
        return self.tell("GET", "/source")

    def run(self, script, *words):
        return self.tell("POST", "/execute/sync", {"script": script, "args": list(words)})

    def all(self, selector):
        found = self.tell("POST", "/elements", {"using": "css selector", "value": selector})
        return [Element(self, each[ELEMENT]) for each in found]

    def one(self, selector):
        found = self.all(selector)
        if not found:
            raise Failure(f"nothing is {selector} on {self.url}")
        return found[0]

    def link(self, text):
        for each in self.all("a"):
            if each.text.strip() == text:
                return each
        raise Failure(f"no link says {text} on {self.url}")

    def press(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.tell("POST", "/actions", {"actions": [
            {"type": "key", "id": "keys", "actions": actions}]})

    def until(self, what, seconds=60):
        """Waits until something holds."""
        end = time.monotonic() + seconds
        while True:
            try:
                found = what()
            except Failure as failure:
                # A part of the page that was replaced between being found and being looked at.
                if "stale element" not in str(failure):
                    raise
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise Failure(f"nothing came of it in {seconds} seconds on {self.url}")
            time.sleep(0.05)

    def look(self, width=1280, height=900, is_dark=False):
        """How wide the window is, and whether the machine is set to dark."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=False)
        self.cdp("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}])

    def picture(self, path):
        # Of a page that is longer than a picture can be, the first part.
        wide, high = self.run("return [innerWidth, Math.min(document.documentElement.scrollHeight, 12000)];")
        shot = self.cdp("Page.captureScreenshot", captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": wide, "height": high, "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def complaints(self):
        """What the browser itself found wrong: a policy that was broken, a script that failed."""
        return [each["message"] for each in self.tell("POST", "/se/log", {"type": "browser"})
                if each["level"] == "SEVERE"]


class Element:
    def __init__(self, browser, number):
        self.browser = browser
        self.path = "/element/" + number
        self.words = {ELEMENT: number}

    def tell(self, method, path, body=None):
        return self.browser.tell(method, self.path + path, body)

    @property
    def text(self):
        return self.tell("GET", "/text")

    @property
    def name(self):
        """What somebody who does not see it is told that it is."""
        return self.tell("GET", "/computedlabel")

    def attribute(self, name):
        return self.tell("GET", "/attribute/" + name)

    def property(self, name):
        return self.tell("GET", "/property/" + name)

    def click(self):
        self.tell("POST", "/click")

    def type(self, text):
        self.tell("POST", "/value", {"text": text})

    def clear(self):
        self.tell("POST", "/clear")
