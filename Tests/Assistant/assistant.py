"""Asks mql mcp as an assistant does, through the client of the protocol's makers.

  assistant.py MQL FOLDER    the demo is made in FOLDER. Ends with 1 where something is not as it should be.
"""

import asyncio
import os
import shutil
import subprocess
import sys

try:
    import jsonschema
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client
except ImportError:
    print("Install mcp and jsonschema from PyPI to try this.")
    sys.exit(0)

MOST = 4000
RIGHT = [
    ("report", {}, "An MQL cost €191.80 all-in"),
    ("report", {"detail": "full"}, "[part 1 of"),
    ("report", {"detail": "full", "part": 2}, "[part 2 of"),
    ("report", {"by": "intent", "period": "2026-Q2"}, "Intent"),
    ("why_source", {"source": "google-ads"}, "Google Ads"),
    ("explain_lead", {"lead": "L-0799"}, "MQL since 27 Sep 2026"),
    ("value", {"mqls": 100, "sqls": 12, "closed": 10, "won": 3, "margin": 5000}, "€196.89 per MQL"),
    ("what_if", {"change": "conversion=+20%"}, "MQL"),
    ("budget", {"amount": 15000}, "€15,000"),
    ("check", {}, "The source of 18 of 349 MQLs"),
]
WRONG = [
    ("report", {"perod": "2026"}, 'Did you mean "period"?'),
    ("report", {"by": "moon"}, "by is one of"),
    ("report", {"part": 99}, "part(s)"),
    ("report", {"part": 0}, "part begins at 1"),
    ("explain_lead", {}, "lead is missing"),
    ("explain_lead", {"lead": "--help"}, 'There is no lead "--help"'),
    ("why_source", {"source": "nobody"}, "nobody"),
    ("budget", {"amount": "x"}, "amount has to be a number"),
    ("budget", {"amount": True}, "amount has to be a number"),
    ("value", {"mqls": 1.5, "sqls": 1, "closed": 1, "won": 1, "margin": 1}, "mqls has to be a whole number"),
]
SECRET = ["Wiersma", "@", "Hoofd"]

failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("NOT", what)


def part(answer, *names):
    """A member, as older and newer versions of the client call it."""
    for name in names:
        if hasattr(answer, name):
            return getattr(answer, name)
    raise AttributeError(names)


async def talk(mql, folder):
    server = StdioServerParameters(command=mql, args=["mcp"], cwd=folder)
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        for tool in tools:
            jsonschema.Draft202012Validator.check_schema(part(tool, "input_schema", "inputSchema"))
        schemas = {tool.name: part(tool, "input_schema", "inputSchema") for tool in tools}
        for name, given, wanted in RIGHT:
            jsonschema.validate(given, schemas[name])
            answer = await session.call_tool(name, given)
            text = answer.content[0].text
            expect(not part(answer, "is_error", "isError"), f"{name} {given}: {text[:80]}")
            expect(wanted in text, f"{name} {given} has {wanted!r}: {text[:200]!r}")
            expect(len(text.encode()) <= MOST, f"{name} {given}: {len(text.encode())} bytes")
            for secret in SECRET:
                expect(secret not in text, f"{name} {given} tells {secret!r}")
        for name, given, wanted in WRONG:
            answer = await session.call_tool(name, given)
            text = answer.content[0].text
            expect(part(answer, "is_error", "isError"), f"{name} {given} is refused")
            expect(wanted in text, f"{name} {given} is told {wanted!r}: {text[:200]!r}")
        places = [str(one.uri) for one in (await session.list_resources()).resources]
        for place in places + ["mql://glossary/per-mql"]:
            contents = (await session.read_resource(place)).contents
            expect(len(contents[0].text) > 100, f"{place} has a text")
        for call in (session.call_tool("nope", {}), session.read_resource("mql://nothing")):
            try:
                await call
                expect(False, "what is not there is refused")
            except Exception as error:  # the client has an error of its own for it
                expect("There is no" in str(error), f"refused in words: {error}")
    print(f"{len(RIGHT)} questions answered, {len(WRONG)} refused, {len(places)} resources read")


def main():
    mql, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run([mql, "demo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    asyncio.run(talk(mql, os.path.join(folder, "mql-demo")))
    sys.exit(1 if failures else 0)


main()
