"""Virtuoso 7.2 for `compare_stores.py`: a server of its own in a folder of its own, loaded once, asked over HTTP on the loopback.

Debian has it as `virtuoso-opensource-7-bin`; without the program nothing is measured. It knows no triple terms, so it gets what
people do without them: `rdf:subject`, `rdf:predicate` and `rdf:object` of the statement, and the two queries over triple terms
are put accordingly. It has no union of graphs as a set, so it gets a copy of all triples in a graph of that name, each once.
"""
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse

SERVER, CLIENT = shutil.which("virtuoso-t"), shutil.which("isql-vt")
SQL_PORT, HTTP_PORT = 21111, 28890
UNION = "urn:union"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
REIFIED = re.compile(r"^(\S+) <" + re.escape(RDF) + r"reifies> <<\( (\S+) (\S+) (\S+) \)>> (.*)$")
# Quads of a file: each is loaded by one thread.
PART = 500_000
SETTINGS = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}/parts
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
ThreadsPerQuery = 2
MaxQueryMem = 4G
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 100000000
"""


class Refused(Exception):
    """What the server says instead of an answer."""


class Virtuoso:
    def __init__(self, folder, data):
        self.folder = os.path.abspath(folder)
        is_new = not os.path.exists(os.path.join(folder, "loaded"))
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(os.path.join(folder, "parts"))
            split(data, os.path.join(folder, "parts"))
            with open(os.path.join(folder, "virtuoso.ini"), "w") as settings:
                settings.write(SETTINGS.format(sql=SQL_PORT, http=HTTP_PORT, folder=self.folder))
        self.server = subprocess.Popen([SERVER, "+foreground", "+configfile", "virtuoso.ini"], cwd=folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait()
        if is_new:
            started = time.perf_counter()
            self.sql(f"ld_dir('{self.folder}/parts', '*.nq', 'urn:none');")
            loaders = [self.begin("rdf_loader_run();") for _ in range(2)]
            if any(loader.wait() for loader in loaders):
                self.fail("a loader failed")
            self.sql("checkpoint;")
            bad = self.sql("SELECT ll_file, ll_error FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL;")
            if "\n0 Rows" not in bad:
                self.fail(bad)
            shutil.rmtree(os.path.join(folder, "parts"))
            open(os.path.join(folder, "loaded"), "w").close()
            print(f"virtuoso: loaded in {time.perf_counter() - started:.1f} s", file=sys.stderr)
        self.connection = http.client.HTTPConnection("127.0.0.1", HTTP_PORT)

    def begin(self, text):
        return subprocess.Popen([CLIENT, str(SQL_PORT), "dba", "dba", f"exec={text}"], stdout=subprocess.DEVNULL)

    def sql(self, text):
        done = subprocess.run([CLIENT, str(SQL_PORT), "dba", "dba", f"exec={text}"], capture_output=True, text=True)
        if done.returncode:
            self.fail(done.stderr)
        return done.stdout

    def wait(self):
        for _ in range(240):
            if subprocess.run([CLIENT, str(SQL_PORT), "dba", "dba", "exec=status();"], capture_output=True).returncode == 0:
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.5)
        self.fail("the server did not start")

    def fail(self, message):
        self.stop()
        sys.exit(f"virtuoso: {message}")

    def stop(self):
        self.server.terminate()
        self.server.wait()

    def fetch(self, query, form):
        parameters = urllib.parse.urlencode({"query": query, "default-graph-uri": UNION, "format": form})
        try:
            self.connection.request("GET", f"/sparql?{parameters}")
            response = self.connection.getresponse()
        except ConnectionError:  # the server ends connections that were quiet for a while
            self.connection.close()
            self.connection.request("GET", f"/sparql?{parameters}")
            response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise Refused(body.decode(errors="replace").split("\n")[0])
        return body

    def time(self, query):
        started = time.perf_counter()
        self.fetch(query, "text/tab-separated-values")
        return time.perf_counter() - started

    def answer(self, query):
        """The rows as lines of TSV."""
        found = json.loads(self.fetch(query, "application/sparql-results+json"))
        names = found["head"]["vars"]
        return ["\t".join(text(row.get(name)) for name in names) for row in found["results"]["bindings"]]


def text(value):
    if value is None:
        return ""
    if value["type"] == "uri":
        return f"<{value['value']}>"
    if value["type"] == "bnode":
        return "_:b"
    datatype = value.get("datatype")
    return f'"{value["value"]}"' + (f"^^<{datatype}>" if datatype else "")


def plain(query):
    """The query without triple terms."""
    return re.sub(r"rdf:reifies <<\( (\S+) (\S+) (\S+) \)>>", r"rdf:subject \1 ; rdf:predicate \2 ; rdf:object \3", query)


def split(data, folder):
    """Writes files that can be loaded at the same time: no blank node is in two of them."""
    seen, out, count, last = set(), None, 0, None
    with open(data, encoding="utf-8") as lines:
        for line in lines:
            triple, graph = line.rstrip(" .\n").rsplit(" ", 1)
            if out is None or (count >= PART and graph != last):
                out = open(os.path.join(folder, f"{len(os.listdir(folder)):04}.nq"), "w", encoding="utf-8")
                count = 0
            last = graph
            reified = REIFIED.match(triple + " ")
            triples = [triple]
            if reified:
                names = zip(("subject", "predicate", "object"), reified.groups()[1:4])
                triples = [f"{reified[1]} <{RDF}{name}> {part}" for name, part in names]
            for triple in triples:
                out.write(f"{triple} {graph} .\n")
                count += 1
                key = hash(triple)
                if key not in seen:
                    seen.add(key)
                    out.write(f"{triple} <{UNION}> .\n")
