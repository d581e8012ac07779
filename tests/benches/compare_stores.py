#!/usr/bin/env python3
"""Compares tercet with pyoxigraph and Virtuoso, where they are installed, on the seeded graph of `news_graph.rs`.

usage: compare_stores.py TERCET NEWS.nq [--work DIR] [--runs N] [--orders]

    cargo build --release --bin tercet --example news-graph --example query-times
    target/release/examples/news-graph 1000000 > news.nq
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install pyoxigraph
    apt-get install virtuoso-opensource-7-bin
    /tmp/venv/bin/python tests/benches/compare_stores.py target/release/tercet news.nq

Writes a table of medians in milliseconds. tercet and pyoxigraph run within one process that stays open, Virtuoso is a server that is
asked over one connection on the loopback; all write their answer as TSV. `command` is `tercet query`, with the time that it takes to
start and to open the database. `times` says how many times longer the other store takes; from the time of Virtuoso that of an empty
question is taken off first, so that HTTP does not count. Answers are compared as multisets of rows; a difference ends the run with
exit code 1. In pyoxigraph the union of graphs is a bag, so it gets a copy of all triples in its default graph, each once.

With `--orders` nothing is compared: the patterns of joins are written in every order, and the table says how much longer the worst
order takes than the best.
"""
import argparse
import itertools
import os
import re
import statistics
import subprocess
import sys
import time

import virtuoso

PREFIXES = """PREFIX : <https://w3id.org/tercet/e/>
PREFIX t: <https://w3id.org/tercet#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

QUERIES = [
    ("entity lookup", "SELECT ?p ?o { :Entity_17 ?p ?o }"),
    ("who met", "SELECT DISTINCT ?w { ?w t:met :Entity_3 }"),
    ("met between dates", "SELECT ?s ?x { ?s a t:Meeting ; t:party :Entity_3, ?x ; t:earliest ?d "
     "FILTER(?d >= '2017-01-01'^^xsd:date && ?d < '2018-01-01'^^xsd:date) }"),
    ("two hops, counted", "SELECT (COUNT(*) AS ?n) { :Entity_3 t:met ?x . ?x t:met ?y }"),
    ("top ten by count", "SELECT ?x (COUNT(*) AS ?n) { ?s t:party ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 10"),
    ("count by class", "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c"),
    ("count by party and year", "SELECT ?x ?y (COUNT(*) AS ?n) { ?s a t:Deal ; t:party ?x ; t:earliest ?d } "
     "GROUP BY ?x (YEAR(?d) AS ?y) ORDER BY DESC(?n) ?x ?y LIMIT 20"),
    ("met+ from one", "SELECT (COUNT(*) AS ?n) { :Entity_900 t:supports+ ?x }"),
    ("label contains", "SELECT ?x { ?x rdfs:label ?l FILTER(CONTAINS(?l, '4242')) }"),
    ("triangles", "SELECT (COUNT(*) AS ?n) { :Entity_2 t:met ?a . ?a t:met ?b . ?b t:met :Entity_2 }"),
    ("by three publishers", "SELECT ?s ?o (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?s t:memberOf ?o } ?g t:publisher ?p } "
     "GROUP BY ?s ?o HAVING(COUNT(DISTINCT ?p) >= 3)"),
    ("reified, object open", "SELECT ?s ?x { ?s rdf:reifies <<( :Entity_3 t:met ?x )>> }"),
    ("reified, status first", "SELECT ?s ?x { ?s t:status t:planned ; rdf:reifies <<( :Entity_3 t:met ?x )>> }"),
    ("evidence", "SELECT ?q { ?s t:party :Entity_100 . ?s t:evidence ?e . ?e t:quote ?q }"),
    ("evidence, other order", "SELECT ?q { ?e t:quote ?q . ?s t:evidence ?e . ?s t:party :Entity_100 }"),
    ("large deals", "SELECT ?s ?v { ?s t:value ?v FILTER(?v > 89000000000) } ORDER BY DESC(?v) ?s LIMIT 50"),
    ("optional value", "SELECT ?s ?v { ?s t:party :Entity_50 OPTIONAL { ?s t:value ?v } }"),
    ("either", "SELECT DISTINCT ?x { { ?x t:met :Entity_7 } UNION { ?x t:visited :Entity_7 } }"),
]

# Joins: what is asked, the patterns, and what follows them.
JOINS = [
    ("met between dates", "?s ?x", ["?s a t:Meeting", "?s t:party :Entity_3", "?s t:party ?x", "?s t:earliest ?d"],
     "FILTER(?d >= '2017-01-01'^^xsd:date && ?d < '2018-01-01'^^xsd:date)"),
    ("evidence", "?q", ["?s t:party :Entity_100", "?s t:evidence ?e", "?e t:quote ?q"], ""),
    ("triangles", "?a ?b", [":Entity_2 t:met ?a", "?a t:met ?b", "?b t:met :Entity_2"], ""),
    ("reified", "?s ?x", ["?s t:status t:planned", "?s rdf:reifies <<( :Entity_3 t:met ?x )>>", "?s t:party ?y"], ""),
    ("labels of parties", "?s ?l", ["?s a t:Deal", "?s t:party ?x", "?x rdfs:label ?l", "?s t:status t:planned", "?s t:party :Entity_20"], ""),
    ("two parties", "?s ?d", ["?s t:party :Entity_1", "?s t:party :Entity_2", "?s t:earliest ?d", "?s t:status ?z"], ""),
    ("large deals", "?x ?v", ["?s t:value ?v", "?s t:party ?x", "?s t:status t:actual"], "FILTER(?v > 89000000000)"),
    ("who published", "?s ?p", ["GRAPH ?g { ?s t:memberOf ?o }", "?g t:publisher ?p", "?o t:met :Entity_4"], ""),
]


def command(program, database, query):
    started = time.perf_counter()
    done = subprocess.run([program, "query", "--db", database, "--format", "tsv", PREFIXES + query], capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(f"tercet: {done.stderr}")
    return time.perf_counter() - started


class Tercet:
    """`query-times`, which stands beside the program's folder."""

    def __init__(self, program, database, runs):
        example = os.path.join(os.path.dirname(program), "examples", "query-times")
        self.process = subprocess.Popen([example, database, str(runs)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, query):
        self.process.stdin.write((PREFIXES + query).replace("\n", " ") + "\n")
        self.process.stdin.flush()
        took = self.process.stdout.readline()
        if not took:
            sys.exit(f"tercet: no answer to {query}")
        lines = list(iter(lambda: self.process.stdout.readline().rstrip("\n"), "end"))
        return float(took), sorted(normal(line) for line in lines[1:])


def normal(line):
    """Numbers stand bare in one TSV and typed in the other; labels of blank nodes are nobody's business."""
    line = re.sub(r'"([^"]*)"\^\^<http://www.w3.org/2001/XMLSchema#(?:integer|decimal|boolean)>', r"\1", line)
    return re.sub(r"_:\S+", "_:b", line)


class Oxigraph:
    def __init__(self, path, data):
        import pyoxigraph
        self.library = pyoxigraph
        started = time.perf_counter()
        self.store = pyoxigraph.Store(path)
        if len(self.store) == 0:
            self.store.bulk_load(path=data, format=pyoxigraph.RdfFormat.N_QUADS)
            # The set union of all graphs, for a fair question: the same triple once.
            self.store.bulk_extend(
                pyoxigraph.Quad(q.subject, q.predicate, q.object, pyoxigraph.DefaultGraph())
                for q in self.store.quads_for_pattern(None, None, None, None)
            )
            print(f"pyoxigraph: loaded in {time.perf_counter() - started:.1f} s", file=sys.stderr)

    def ask(self, query):
        started = time.perf_counter()
        text = self.store.query(PREFIXES + query).serialize(format=self.library.QueryResultsFormat.TSV).decode()
        return time.perf_counter() - started, sorted(normal(line) for line in text.splitlines()[1:])


def orders(inside):
    """How much longer every join takes in its worst order than in its best."""
    print("| join | orders | best | worst | times | worst order |\n|---|---|---|---|---|---|")
    for name, selected, patterns, rest in JOINS:
        took, answers = {}, []
        # The best of three medians, taken in turn: what else the machine does then hits no order alone.
        for order in list(itertools.permutations(patterns)) * 3:
            time, answer = inside.ask(f"SELECT {selected} {{ {' . '.join(order)} {rest} }}")
            took[order] = min(time, took.get(order, time))
            answers.append(answer)
        if any(answer != answers[0] for answer in answers):
            sys.exit(f"{name}: the order changes the answer")
        order = max(took, key=took.get)
        best, worst = min(took.values()), took[order]
        print(f"| {name} | {len(took)} | {best:.2f} | {worst:.2f} | {worst / best:.2f} | `{' . '.join(order)}` |", flush=True)


def size(path):
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tercet")
    parser.add_argument("data")
    parser.add_argument("--work", default="/tmp/compare-stores")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--orders", action="store_true")
    args = parser.parse_args()
    os.makedirs(args.work, exist_ok=True)
    database = os.path.join(args.work, "tercet.db")
    if not os.path.exists(database):
        done = subprocess.run([args.tercet, "load", args.data, "--db", database], capture_output=True, text=True)
        print(f"tercet: {done.stderr.strip()}, {size(database)} bytes", file=sys.stderr)
    if args.orders:
        return orders(Tercet(args.tercet, database, max(3, args.runs)))
    try:
        oxigraph = Oxigraph(os.path.join(args.work, "oxigraph"), args.data)
    except ImportError:
        oxigraph = None
        print("pyoxigraph is not installed: only tercet is measured", file=sys.stderr)
    other = None
    if virtuoso.SERVER and virtuoso.CLIENT:
        other = virtuoso.Virtuoso(os.path.join(args.work, "virtuoso"), args.data)
    else:
        print("virtuoso-t is not installed: it is not measured", file=sys.stderr)
    try:
        compare(args, database, oxigraph, other)
    finally:
        if other:
            other.stop()


def compare(args, database, oxigraph, other):
    # Of three runs the median is none that reads for the first time.
    inside = Tercet(args.tercet, database, max(3, args.runs))
    empty = statistics.median(other.time("SELECT ?x { VALUES ?x { 1 } }") for _ in range(50)) * 1000 if other else 0
    print("| query | rows | tercet | pyoxigraph | times | Virtuoso | times | command |\n|---|---|---|---|---|---|---|---|")
    different, oxigraph_ratios, virtuoso_ratios = [], [], []
    for name, query in QUERIES:
        took, answer = inside.ask(query)
        started = statistics.median(command(args.tercet, database, query) for _ in range(args.runs)) * 1000
        columns = []
        if oxigraph:
            oxigraph.ask(query)  # what is read for the first time is not counted, as in the median of the others
            asked = [oxigraph.ask(query) for _ in range(args.runs)]
            theirs = statistics.median(t for t, _ in asked) * 1000
            if asked[0][1] != answer:
                different.append(f"{name} (pyoxigraph)")
            oxigraph_ratios.append(theirs / took)
            columns += [f"{theirs:.2f}", f"{theirs / took:.1f}"]
        else:
            columns += ["-", "-"]
        if other:
            asked = PREFIXES + virtuoso.plain(query)
            try:
                if sorted(normal(row) for row in other.answer(asked)) != answer:
                    different.append(f"{name} (Virtuoso)")
                theirs = statistics.median(other.time(asked) for _ in range(max(3, args.runs))) * 1000
                virtuoso_ratios.append(max(theirs - empty, 0.001) / took)
                columns += [f"{theirs:.2f}", f"{virtuoso_ratios[-1]:.1f}"]
            except virtuoso.Refused as refused:  # its limit for what `+` reaches, for one
                print(f"virtuoso: {name}: {refused}", file=sys.stderr)
                columns += ["fails", "-"]
        else:
            columns += ["-", "-"]
        print(f"| {name} | {len(answer)} | {took:.2f} | {' | '.join(columns)} | {started:.1f} |", flush=True)
    for store, ratios in (("pyoxigraph", oxigraph_ratios), ("Virtuoso", virtuoso_ratios)):
        if ratios:
            print(f"\n{store}: geometric mean {statistics.geometric_mean(ratios):.1f} times", file=sys.stderr)
    if other:
        print(f"Virtuoso: an empty question takes {empty:.2f} ms", file=sys.stderr)
    if different:
        sys.exit(f"different answers: {', '.join(different)}")


if __name__ == "__main__":
    main()
