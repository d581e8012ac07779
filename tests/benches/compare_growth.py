#!/usr/bin/env python3
"""How tercet grows with its data: the same questions on seeded graphs of 1, 3, 10 and 30 million quads.

usage: compare_growth.py TERCET [--work DIR] [--sizes 1,3,10,30] [--out FILE]

    cargo build --release --bin tercet --example news-graph --example query-times --example commit-times
    python3 tests/benches/compare_growth.py target/release/tercet --out tests/benches/growth.md

Writes a table; 30 million quads take 5 GB in the working folder while they are loaded, 1 GB then, and nothing in the end. Times of queries are
medians within one process. `cold` drops the database from the system's cache first, so that it is read from the disk.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

from compare_stores import PREFIXES, Tercet, size

QUERIES = [
    ("look-up: one entity's office", "SELECT ?o { :Entity_40000 t:memberOf ?o }"),
    ("look-up: an article's publisher", "SELECT ?p { <https://w3id.org/tercet/a/n77> t:publisher ?p }"),
    ("look-up: reified triple", "SELECT ?s { ?s rdf:reifies <<( :Entity_30000 t:met ?x )>> } LIMIT 5"),
    ("join: evidence of one statement", "SELECT ?q { <https://w3id.org/tercet/s/n77-0> t:evidence/t:quote ?q }"),
    ("scan: all deals with a party", "SELECT (COUNT(*) AS ?n) { ?s a t:Deal ; t:party ?x ; t:status t:actual }"),
    ("scan: parties counted", "SELECT ?x (COUNT(*) AS ?n) { ?s t:party ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 10"),
    ("scan: parties and years counted", "SELECT ?x ?y (COUNT(*) AS ?n) { ?s a t:Deal ; t:party ?x ; t:earliest ?d } "
     "GROUP BY ?x (YEAR(?d) AS ?y) ORDER BY DESC(?n) ?x ?y LIMIT 20"),
    ("scan: text of all quotations", "SELECT (COUNT(*) AS ?n) { ?e t:quote ?q FILTER(CONTAINS(?q, '77 of')) }"),
]


def drop(folder):
    """Takes files out of the system's cache."""
    for name in os.listdir(folder):
        file = os.open(os.path.join(folder, name), os.O_RDONLY)
        os.fsync(file)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)


def first_answer(program, database, is_cold):
    times = []
    for _ in range(9):
        if is_cold:
            drop(database)
        started = time.perf_counter()
        subprocess.run([program, "query", "--db", database, PREFIXES + QUERIES[0][1]], stdout=subprocess.DEVNULL, check=False)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def sync_time(work):
    """What the disk takes for the least that is durable: the median of appending 4 KB to a file and syncing it."""
    path, times = os.path.join(work, "sync"), []
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for _ in range(300):
        started = time.perf_counter()
        os.write(file, bytes(4096))
        os.fdatasync(file)
        times.append((time.perf_counter() - started) * 1000)
    os.close(file)
    os.remove(path)
    return statistics.median(times)


def measure(program, millions, work):
    """The column of one size: (name, text) pairs."""
    examples = os.path.join(os.path.dirname(program), "examples")
    data, database = os.path.join(work, "news.nq"), os.path.join(work, "growth.db")
    shutil.rmtree(database, ignore_errors=True)
    with open(data, "wb") as out:
        subprocess.run([os.path.join(examples, "news-graph"), str(millions * 1_000_000)], stdout=out, check=True)
    started = time.perf_counter()
    subprocess.run([program, "load", data, "--db", database], stderr=subprocess.DEVNULL, check=True)
    took = time.perf_counter() - started
    os.remove(data)
    column = [
        ("load, quads/s", f"{millions * 1_000_000 / took:,.0f}"),
        ("bytes per quad on disk", f"{size(database) / millions / 1e6:.1f}"),
        ("program start to first answer, warm, ms", f"{first_answer(program, database, False):.1f}"),
        ("program start to first answer, database cold, ms", f"{first_answer(program, database, True):.1f}"),
    ]
    inside = Tercet(program, database, 9)
    for name, query in QUERIES:
        inside.ask(query)  # what is read for the first time is not counted
        took, rows = inside.ask(query)
        column.append((f"{name}, ms", f"{took:.3f}" if took < 1 else f"{took:.1f}"))
    inside.process.stdin.close()
    inside.process.wait()
    done = subprocess.run([os.path.join(examples, "commit-times"), database, "1000"], capture_output=True, text=True, check=True)
    median, late, longest, quads = done.stdout.split()
    column.append((f"commit of an article ({quads} quads), median of 1,000, ms", f"{float(median):.2f}"))
    column.append(("commit of an article, 99th percentile, ms", f"{float(late):.2f}"))
    column.append(("commit of an article, longest, ms", f"{float(longest):.1f}"))
    column.append(("for comparison: append of 4 KB to a file and sync, median, ms", f"{sync_time(work):.2f}"))
    shutil.rmtree(database)
    return column


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tercet")
    parser.add_argument("--work", default="/tmp/compare-growth")
    parser.add_argument("--sizes", default="1,3,10,30")
    parser.add_argument("--out")
    args = parser.parse_args()
    os.makedirs(args.work, exist_ok=True)
    sizes = [int(size) for size in args.sizes.split(",")]
    columns = [measure(args.tercet, millions, args.work) for millions in sizes]
    lines = ["| | " + " | ".join(f"{millions} M" for millions in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    for row in zip(*columns):
        lines.append(f"| {row[0][0]} | " + " | ".join(text for _, text in row) + " |")
    text = "\n".join(lines) + "\n"
    if args.out:
        with open(args.out, "w") as out:
            out.write("# Growth\n\nWritten by `compare_growth.py`, which says what is measured.\n\n" + text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
