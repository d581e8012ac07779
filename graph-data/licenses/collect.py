#!/usr/bin/env python3
"""Collects the licences of all crates that tercet links, on any platform, into THIRD-PARTY.txt beside this script.

usage: python3 graph-data/licenses/collect.py [--check]     (--check writes nothing; exit 1 if the file is not up to date)

Reads `cargo metadata` and the licence files that the crates carry. Where a crate offers a choice, one licence is taken, the first of
PREFERENCE. Needs nothing but Python and cargo.
"""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "THIRD-PARTY.txt")

# Licence, words that its text and no other contains.
PREFERENCE = [
    ("MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"),
    ("BSD-3-Clause", "Neither the name of"),
    ("BSD-2-Clause", "Redistributions in binary form must reproduce"),
    ("Zlib", "This software is provided 'as-is'"),
    ("Unicode-3.0", "UNICODE LICENSE V3"),
    ("BSL-1.0", "Boost Software License - Version 1.0"),
    ("Apache-2.0", "Apache License"),
    ("MPL-2.0", "Mozilla Public License Version 2.0"),
]

MIT_TEXT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def linked_crates():
    """Every crate that the library or the program links, on whatever platform, by name and version."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    metadata = json.loads(subprocess.run(command, cwd=HERE, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    seen, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        waiting += [d["pkg"] for d in nodes[node]["deps"] if any(kind["kind"] is None for kind in d["dep_kinds"])]
    seen.discard(root)
    return sorted((packages[node] for node in seen), key=lambda package: (package["name"], package["version"]))


def taken(expression):
    """The licences to comply with: one of each choice."""
    licences = []
    for part in re.split(r"\bAND\b", expression):
        choices = [choice.strip(" ()") for choice in re.split(r"\bOR\b|/", part)]
        offered = [name for name, _ in PREFERENCE if name in choices]
        if not offered:
            sys.exit(f"no known licence in `{expression}`: add it to PREFERENCE")
        licences.append(offered[0])
    return licences


def text_of(package, licence, words):
    """The licence's text as the crate carries it."""
    folder = os.path.dirname(package["manifest_path"])
    names = [n for n in os.listdir(folder) if re.match(r"(licen[cs]e|copying|notice|copyright|unlicense)", n, re.I)]
    names.sort(key=lambda name: (licence.split("-")[0].lower() not in name.lower(), len(name), name))
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            text = open(path, encoding="utf-8", errors="replace").read()
            if words.lower() in " ".join(text.split()).lower():
                return "\n".join(line.rstrip() for line in text.replace("\f", "").strip().splitlines())
    if licence == "MIT":
        authors = ", ".join(re.sub(r"\s*<.*?>", "", author) for author in package["authors"])
        return f"Copyright (c) {authors or 'the authors of ' + package['name']}\n\n{MIT_TEXT}"
    return None


def notices():
    words = dict(PREFERENCE)
    crates = linked_crates()
    lines = ["Third-party crates linked into tercet, with the licences under which it uses them.", ""]
    users = {}
    for crate in crates:
        licences = taken(crate["license"])
        source = crate["repository"] or crate["homepage"] or "source on crates.io"
        lines.append(f"{crate['name']} {crate['version']}: {' and '.join(licences)} ({crate['license']}), {source}")
        for licence in licences:
            text = text_of(crate, licence, words[licence])
            users.setdefault((licence, text), []).append(f"{crate['name']} {crate['version']}")
    # A crate without the text of a licence that names no holder is served by the text that another carries.
    for (licence, text), names in list(users.items()):
        if text is None:
            shared = next((key for key in users if key[0] == licence and key[1]), None)
            if shared is None:
                sys.exit(f"no text of {licence} for {names}")
            users[shared] += users.pop((licence, text))
    for (licence, text), names in sorted(users.items(), key=lambda entry: sorted(entry[1])):
        lines += ["", "=" * 80, f"{licence}: {', '.join(sorted(names))}", "=" * 80, "", text]
    return "\n".join(lines) + "\n"


def main():
    text = notices()
    if "--check" in sys.argv[1:]:
        old = open(TARGET, encoding="utf-8").read() if os.path.exists(TARGET) else ""
        sys.exit(0 if old == text else "graph-data/licenses/THIRD-PARTY.txt is not up to date: run graph-data/licenses/collect.py")
    with open(TARGET, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


main()
