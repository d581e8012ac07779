//! Reading real and damaged input through the public door: every format, encodings, metadata, blocks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tercet::ingest::{ReadErrorReason, Reader};
use tercet::text::{BlockKind, Document};

/// Writes files into a fresh folder.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// Reads bytes as standard input would be.
fn read_bytes(bytes: &[u8]) -> Vec<Result<Document, ReadErrorReason>> {
    let input = Box::new(Cursor::new(bytes.to_vec()));
    Reader::new().read_stream("input", input).map(|doc| doc.map_err(|error| error.reason)).collect()
}

fn read_one(bytes: &[u8]) -> Document {
    let mut docs = read_bytes(bytes);
    assert_eq!(docs.len(), 1);
    docs.remove(0).unwrap()
}

fn blocks(doc: &Document) -> Vec<(BlockKind, String)> {
    doc.blocks.iter().map(|block| (block.kind, doc.block_text(block).text.into_owned())).collect()
}

#[test]
fn a_folder_is_read_in_order_whatever_is_in_it() {
    let dir = folder(&[
        ("b.txt", b"Oslo and Bergen agreed on the bridge."),
        ("a/z.md", b"# Bridge\n\nOslo and **Bergen** agreed."),
        ("a/c.html", b"<html><head><link rel=canonical href='https://example.org/2017/06/08/c'></head><body><p>Oslo agreed.</p></body></html>"),
        ("d.jsonl", b"{\"id\":\"j1\",\"text\":\"Oslo agreed.\"}\nnot json\n\n{\"text\":\"Bergen agreed.\",\"date\":\"soon\"}\n"),
        ("empty.txt", b" \n"),
        ("saved.txt", b"<!DOCTYPE html><title>T</title><p>Bergen agreed."),
        ("picture.png", b"\x89PNG\0"),
        ("report.txt", b"%PDF-1.7"),
        (".hidden.txt", b"Nothing."),
        ("tercet.db/journal.txt", b"Nothing."),
        ("wire", b"OSLO, March 26 (Reuters) - The sides agreed."),
    ]);
    let mut docs = Reader::new().read(&[dir.path().to_owned()]);
    let mut seen = Vec::new();
    for doc in docs.by_ref() {
        seen.push(match doc {
            Ok(doc) => format!("{} {}", doc.key, doc.name),
            Err(error) => error.to_string().replace(&format!("{}/", dir.path().display()), ""),
        });
    }
    let messages: Vec<&str> = seen.iter().map(String::as_str).collect();
    assert_eq!(
        messages,
        [
            "https://example.org/2017/06/08/c c",
            "a/z z",
            "b b",
            "j1 j1",
            "d.jsonl:2: not a JSON article: the line does not begin with `{`; each line must be one object such as {\"id\":\"a1\",\"text\":\"...\"}",
            "d#4 d#4",
            "empty.txt: empty",
            "picture.png: ending is none of .txt .text .md .markdown .html .htm .xhtml .jsonl .ndjson; name the file itself to read it",
            "report.txt: not a text but a PDF; convert it to plain text first",
            "saved saved",
            "wire wire",
        ]
    );
    let warnings: Vec<String> = docs.take_warnings().into_iter().map(|warning| warning.message).collect();
    assert_eq!(warnings, ["`soon` is not a date; its date is left unknown"]);
}

#[test]
fn files_are_read_as_named_and_missing_ones_reported() {
    let dir = folder(&[("s1.txt", b"Oslo agreed."), ("s1.md", b"Bergen agreed.")]);
    let path = |name: &str| dir.path().join(name);
    let mut docs = Reader::new().read(&[path("s1.txt"), path("none.txt"), path("s1.md")]);
    assert_eq!(docs.next().unwrap().unwrap().key, "s1");
    let error = docs.next().unwrap().unwrap_err();
    assert!(matches!(error.reason, ReadErrorReason::Io(_)) && error.place.ends_with("none.txt"), "{error}");
    assert_eq!(docs.next().unwrap().unwrap().text, "Bergen agreed.");
    assert!(docs.next().is_none());
    assert!(docs.take_warnings()[0].message.contains("second article with the key `s1`"));
}

#[test]
fn metadata_is_joined_from_all_that_states_it() {
    let doc = read_one(
        br#"{"id":"a1","url":"https://www.example.org/2017/06/08/talks","title":"Talks","place":"Oslo","text":"OSLO, June 8 (AFP) - They met."}"#,
    );
    assert_eq!((doc.key.as_str(), doc.name.as_str()), ("https://www.example.org/2017/06/08/talks", "a1"));
    assert_eq!((doc.title.as_deref(), doc.publisher.as_deref()), (Some("Talks"), Some("AFP")));
    assert_eq!(doc.date.unwrap().to_string(), "2017-06-08");
    assert_eq!(blocks(&doc)[1], (BlockKind::Paragraph, "They met.".to_owned()));
    let doc = read_one(br#"{"url":"https://www.example.org/2016/talks/1","text":"They met."}"#);
    assert_eq!((doc.publisher.as_deref(), doc.date), (Some("example.org"), None));
    let doc = read_one(b"OSLO, March 26 - They met in the town hall.");
    assert_eq!(doc.date.unwrap().to_string(), "--03-26");
}

#[test]
fn encodings_are_told_apart() {
    assert_eq!(read_one("\u{FEFF}Zoë met José.".as_bytes()).text, "Zoë met José.");
    let utf16: Vec<u8> = "\u{FEFF}Zoë met José.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_one(&utf16).text, "Zoë met José.");
    let doc = read_one(
        b"<html><meta charset='iso-8859-1'><body><p>Zo\xeb met Jos\xe9 in the old town hall.</p></body></html>",
    );
    assert_eq!(doc.text, "Zoë met José in the old town hall.");
    assert_eq!(read_one(b"Zo\xeb met Jos\xe9.").text, "Zoë met José.");
}

#[test]
fn offsets_lead_back_to_the_file() {
    let text = "Talks end\r\n\r\nMinister Ann\u{A0}Berg met\r\nher counterpart  in Oslo.\r\n\u{3}";
    let doc = read_one(text.as_bytes());
    assert_eq!(doc.text, text);
    assert_eq!(blocks(&doc)[1].1, "Minister Ann Berg met her counterpart in Oslo.");
    let read = doc.block_text(&doc.blocks[1]);
    let at = read.text.find("Ann Berg met her").unwrap();
    assert_eq!(doc.slice(read.span(at..at + "Ann Berg met her".len())), "Ann\u{A0}Berg met\r\nher");
}

#[test]
fn a_line_of_fifty_megabytes_is_refused_by_name_and_the_rest_goes_on() {
    let head = b"{\"id\":\"big\",\"text\":\"".as_slice();
    let input = head
        .chain(std::io::repeat(b'a').take(50 << 20))
        .chain(b"\"}\n{\"id\":\"next\",\"text\":\"Oslo agreed.\"}".as_slice());
    let mut docs = Reader::new().read_stream("big.jsonl", Box::new(BufReader::new(input)));
    let error = docs.next().unwrap().unwrap_err();
    assert_eq!(error.place, "big.jsonl:1");
    assert!(matches!(error.reason, ReadErrorReason::TooLarge { limit } if limit == 16 << 20), "{error}");
    assert_eq!(docs.next().unwrap().unwrap().key, "next");
    assert!(docs.next().is_none());
}

#[test]
fn limits_count_for_whole_files_too() {
    let dir = folder(&[("long.txt", b"Oslo and Bergen agreed on the bridge.")]);
    let mut docs = Reader::new().max_bytes(36).read(&[dir.path().join("long.txt")]);
    assert!(matches!(docs.next().unwrap().unwrap_err().reason, ReadErrorReason::TooLarge { limit: 36 }));
    assert!(Reader::new().max_bytes(37).read(&[dir.path().join("long.txt")]).next().unwrap().is_ok());
}

#[test]
fn nothing_to_read_is_said() {
    for (bytes, message) in [
        (b"".as_slice(), "empty"),
        (b"{}", "it has no `text`"),
        (b"{\"text\":\" \"}", "no readable text"),
        (b"* * *\n\nShare this article", "no readable text"),
        (b"<html><body><nav>Home</nav></body></html>", "no readable text"),
        (b"\x00\x01\x02", "binary"),
    ] {
        let error = read_bytes(bytes).remove(0).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

fn check_shape(doc: &Document) {
    let mut end = 0;
    for block in &doc.blocks {
        let range = block.span.range();
        assert!(end <= range.start && range.start < range.end, "blocks are ordered, disjoint and not empty");
        assert!(doc.text.is_char_boundary(range.start) && doc.text.is_char_boundary(range.end));
        end = range.end;
        let read = doc.block_text(block);
        for (at, c) in read.text.char_indices().filter(|(_, c)| *c != ' ') {
            assert!(doc.slice(read.span(at..at + c.len_utf8())).starts_with(c));
        }
    }
}

/// Pieces that steer the reader into its branches, with anything between.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "<html>",
        "<!DOCTYPE html>",
        "<p>",
        "</p>",
        "<div>",
        "<li>",
        "<table>",
        "<h1>",
        "<pre>",
        "<br>",
        "<script>",
        "<!--",
        "{\"text\":\"",
        "\"}",
        "---\ntitle: a\n---\n",
        "# ",
        "- ",
        "> ",
        "```",
        "[a](b)",
        "\n\n",
        "\n",
        "\r\n",
        " ",
        "OSLO, March 26 (Reuters) - ",
        "2017-06-08",
        "13-APR-1987",
        "Related articles",
        "By Ann Berg",
        " Image: Ann",
        "Share",
        "é",
        "\u{A0}",
        "\u{AD}",
        "漢字",
        "\u{3}",
        ".",
        "Oslo agreed. ",
        "\u{FEFF}",
        "<meta charset=koi8-r>",
    ]);
    let piece = prop_oneof![4 => known.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..8)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in pieces(), format in 0..4_usize) {
        let dir = folder(&[(["a.txt", "a.md", "a.html", "a.jsonl"][format], &bytes)]);
        for doc in Reader::new().read(&[dir.path().to_owned()]).flatten() {
            check_shape(&doc);
        }
        for doc in read_bytes(&bytes).into_iter().flatten() {
            check_shape(&doc);
        }
    }
}

/// The sample articles are what a stranger reads first: nothing in them is refused, guessed or left as noise.
#[test]
fn the_sample_articles_are_read_clean() {
    let mut docs = Reader::new().read(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-data/articles")]);
    let read: Vec<Document> = docs.by_ref().map(|doc| doc.unwrap()).collect();
    assert!(read.len() >= 14 && docs.take_warnings().is_empty());
    for doc in &read {
        assert!(doc.title.is_some(), "{} has no title", doc.name);
        assert!(doc.date.is_some_and(|date| date.get_month().is_some()), "{} has no date", doc.name);
        for (_, text) in blocks(doc) {
            for noise in [
                "Skip to",
                "Share",
                "Comment",
                "cookies",
                "Copyright",
                "©",
                "Tags:",
                "Read on",
                "Home",
                "LG",
                "Advertisement",
                "Related",
                "By ",
            ] {
                assert!(!text.starts_with(noise), "{}: {text}", doc.name);
            }
        }
    }
    let key = |name: &str| read.iter().find(|doc| doc.name == name).unwrap().key.as_str();
    assert_eq!(key("gas-contract"), "https://meridian-post.example/business/gazprom-cnpc-gas-contract");
    assert_eq!(key("guterres"), "guterres");
}

/// The gold statements over the sample articles quote what stands in the blocks, word for word.
#[test]
fn the_gold_of_the_sample_articles_quotes_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs: BTreeMap<String, Document> = Reader::new()
        .read(&[root.join("graph-data/articles")])
        .map(|doc| doc.unwrap())
        .map(|doc| (doc.name.clone(), doc))
        .collect();
    let mut annotated = BTreeSet::new();
    for line in fs::read_to_string(root.join("tests/articles/gold.jsonl")).unwrap().lines() {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        let (name, quote) = (gold["doc"].as_str().unwrap(), gold["evidence"].as_str().unwrap());
        let doc = docs.get(name).unwrap_or_else(|| panic!("no article `{name}`"));
        let text: Vec<_> = doc.blocks.iter().map(|block| doc.block_text(block).text).collect();
        assert!(text.join(" ").contains(quote), "{name} does not say: {quote}");
        annotated.insert(name.to_owned());
    }
    assert_eq!(annotated, docs.into_keys().collect());
}

/// The readouts state date, publisher and (but one) title; every one of them has running text. Needs the corpus.
#[test]
fn the_readouts_are_read_whole() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/readouts.jsonl");
    if !path.is_file() {
        eprintln!("skipped: no ../shared/corpus");
        return;
    }
    let docs: Vec<Document> = Reader::new().read(&[path]).map(|doc| doc.unwrap()).collect();
    assert_eq!(docs.len(), 1783);
    let count = |test: fn(&Document) -> bool| docs.iter().filter(|doc| test(doc)).count();
    assert_eq!(count(|doc| doc.date.is_some_and(|date| date.get_day().is_some())), 1783);
    assert_eq!(count(|doc| doc.publisher.is_some()), 1783);
    assert!(count(|doc| doc.title.is_some()) >= 1782);
    docs.iter().for_each(check_shape);
    // Next to nothing of these texts is furniture.
    let (kept, whole) = docs.iter().fold((0, 0), |(kept, whole), doc| {
        (
            kept + doc.blocks.iter().map(|block| block.span.len()).sum::<usize>(),
            whole + doc.text.split_whitespace().map(|word| word.len() + 1).sum::<usize>(),
        )
    });
    assert!(kept * 1000 >= whole * 995, "{kept} of {whole} bytes kept");
}

/// Gold quotations lie inside blocks: what the reader drops was never evidence. Needs the evaluation articles.
#[test]
fn no_evidence_of_the_evaluation_articles_is_dropped() {
    let eval = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    if !eval.is_dir() {
        eprintln!("skipped: no ../shared/eval");
        return;
    }
    let (mut outside, mut total, mut read) = (Vec::new(), 0, 0);
    for set in ["dev", "train"] {
        let docs: BTreeMap<String, Document> = Reader::new()
            .read(&[eval.join(set).join("docs")])
            .map(|doc| doc.unwrap())
            .map(|doc| (doc.name.clone(), doc))
            .collect();
        read += docs.len();
        for line in fs::read_to_string(eval.join(set).join("gold.jsonl")).unwrap().lines() {
            let gold: serde_json::Value = serde_json::from_str(line).unwrap();
            let (doc, quote) = (&docs[gold["doc"].as_str().unwrap()], gold["evidence"].as_str().unwrap());
            // A quotation of several pieces is joined by dots.
            let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            for piece in quote.split("...").map(str::trim).filter(|piece| !piece.is_empty()) {
                total += 1;
                let whole: Vec<_> = doc.blocks.iter().map(|block| doc.block_text(block).text).collect();
                // Some quotations run over the end of a paragraph.
                if !whole.join(" ").contains(piece) {
                    outside.push(format!("{}: {piece}", doc.name));
                }
            }
        }
    }
    assert_eq!(read, 83);
    eprintln!(
        "{} of {total} quotations of {read} articles lie outside the blocks:\n{}",
        outside.len(),
        outside.join("\n")
    );
}
