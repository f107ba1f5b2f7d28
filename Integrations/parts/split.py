#!/usr/bin/env python3
"""Divides files of leads over parts, so that each part can be counted by itself (docs/parts.md).

    split.py N OUT [--unit company] [--tagged] leads.csv activities.csv stages.csv deals.csv

All rows of a person, its deals and their other contacts come in one part, and with --unit company all
persons of a company. It reads canonical files: columns lead_id, email, merged_ids, company, deal_id,
lead_ids, credit_of. With --tagged each part is one file of tagged rows, else a folder of files.
"""
import csv, hashlib, os, re, sys

NO_NAMES = {"unknown", "none", "n/a", "na", "nvt", "n.v.t", "onbekend", "geen", "particulier", "privé",
            "private", "self-employed", "zzp", "test", "tbd", "x", "-"}
LEGAL_FORMS = {"bv", "nv", "vof", "bvba", "srl", "sa", "sarl", "sas", "gmbh", "ag", "kg", "ohg", "ug", "ltd",
               "limited", "plc", "llp", "llc", "inc", "corp"}
FREE_MAIL = {"gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "outlook.nl", "live.com",
             "live.nl", "msn.com", "yahoo.com", "icloud.com", "me.com", "aol.com", "gmx.net", "gmx.de", "web.de",
             "ziggo.nl", "kpnmail.nl", "planet.nl", "home.nl", "xs4all.nl", "hetnet.nl", "protonmail.com"}


class Together:
    """Which keys belong together: a union-find with the least key as the name of each set."""

    def __init__(self):
        self.parent = {}

    def find(self, key):
        root = key
        while self.parent.setdefault(root, root) != root:
            root = self.parent[root]
        while self.parent[key] != root:
            self.parent[key], key = root, self.parent[key]
        return root

    def join(self, one, other):
        a, b = self.find(one), self.find(other)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def lead_key(text):
    """Two forms of an id of Salesforce are one lead."""
    text = text.strip()
    return "lead " + (text[:15] if re.fullmatch(r"[0-9A-Za-z]{18}", text) else text)


def several(text):
    return [part for part in re.split(r"[;,|\s]+", text) if part]


def name_key(text):
    words = re.findall(r"\w+", re.sub(r"[.'’]", "", text.lower()))
    if not words or " ".join(words) in NO_NAMES or text.strip().lower() in NO_NAMES:
        return None
    return "name " + " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def kind_of(header):
    for kind, column in [("deals", "deal_id"), ("activities", "action"), ("stages", "stage"), ("leads", "created_at")]:
        if column in header:
            return kind
    raise SystemExit(f"no table of leads, activities, stages or deals: {', '.join(header)}")


def rows(path):
    """The header, and each row with the text that it stands in."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file)
        header = next(reader)
        return header, [row for row in reader if row]


def keys(kind, row, unit):
    """The keys of one row, which belong together; the first says where it goes."""
    if kind == "deals":
        found = ["deal " + row["deal_id"]] + [lead_key(id) for id in several(row.get("lead_ids", ""))]
        return found + (["deal " + row["credit_of"]] if row.get("credit_of") else [])
    found = [lead_key(row["lead_id"])]
    if kind == "leads":
        email = row.get("email", "").strip().lower()
        found += ["address " + email] if email else []
        found += [lead_key(id) for id in several(row.get("merged_ids", ""))]
        if unit == "company":
            domain = email.rpartition("@")[2]
            found += ["domain " + domain] if "." in domain and domain not in FREE_MAIL else []
            name = name_key(row.get("company", ""))
            found += [name] if name else []
    return found


def main():
    words = sys.argv[1:]
    unit = "company" if "--unit" in words and words[words.index("--unit") + 1] == "company" else "person"
    tagged = "--tagged" in words
    words = [word for place, word in enumerate(words)
             if not word.startswith("--") and (place == 0 or words[place - 1] != "--unit")]
    count, out, paths = int(words[0]), words[1], words[2:]
    together = Together()
    tables = []
    for path in paths:
        header, body = rows(path)
        kind = kind_of(header)
        firsts = []
        for row in body:
            found = keys(kind, dict(zip(header, row)), unit)
            for key in found[1:]:
                together.join(found[0], key)
            firsts.append(found[0])
        tables.append((path, kind, header, body, firsts))

    def part(key):
        return int.from_bytes(hashlib.sha256(together.find(key).encode()).digest()[:8], "big") % count

    for number in range(count):
        os.makedirs(out if tagged else f"{out}/{number + 1}", exist_ok=True)
    streams = [open(f"{out}/{number + 1}.rows", "w", newline="", encoding="utf-8")
               for number in range(count)] if tagged else []
    for path, kind, header, body, firsts in tables:
        files = streams or [open(f"{out}/{number + 1}/{os.path.basename(path)}", "w", newline="", encoding="utf-8")
                            for number in range(count)]
        writers = [csv.writer(file, lineterminator="\n") for file in files]
        tag = [kind] if tagged else []
        for writer in writers:
            writer.writerow(tag + header)
        for row, first in zip(body, firsts):
            writers[part(first)].writerow(tag + row)
        if not tagged:
            for file in files:
                file.close()
    for file in streams:
        file.close()


if __name__ == "__main__":
    main()
