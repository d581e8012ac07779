//! Input that nobody should send: nested without end, in every script at once, full of controls, broken off, going in circles.
//! Each is read or refused by name, in bounded time, and what stands beside it is read.

use std::fs;
use std::io::{self, BufReader, Cursor, Read};
use std::time::{Duration, Instant};

use tercet::ingest::{ReadErrorReason, Reader};
use tercet::text::Document;

/// Reads bytes as a stream and checks that it took no longer than anything may take, with room for slow machines.
fn read(bytes: impl Into<Vec<u8>>) -> Vec<Result<Document, ReadErrorReason>> {
    let begin = Instant::now();
    let docs = Reader::new().read_stream("input", Box::new(Cursor::new(bytes.into())));
    let docs: Vec<_> = docs.map(|doc| doc.map_err(|error| error.reason)).collect();
    assert!(begin.elapsed() < Duration::from_secs(60), "took {:?}", begin.elapsed());
    for doc in docs.iter().flatten() {
        let mut end = 0;
        for block in &doc.blocks {
            let range = block.span.range();
            assert!(
                end <= range.start && doc.text.is_char_boundary(range.start) && doc.text.is_char_boundary(range.end)
            );
            end = range.end;
            doc.block_text(block);
        }
    }
    docs
}

fn read_one(bytes: impl Into<Vec<u8>>) -> Document {
    read(bytes).remove(0).unwrap()
}

fn words(doc: &Document) -> String {
    doc.blocks.iter().map(|block| doc.words(block.span)).collect::<Vec<_>>().join(" ")
}

#[test]
fn html_nested_beyond_reason_is_refused() {
    for tag in ["div", "span", "b", "blockquote", "ul", "table", "font", "x-y"] {
        let page = format!("<html><body>{}Oslo agreed.", format!("<{tag}>").repeat(200_000));
        assert!(matches!(read(page).remove(0), Err(ReadErrorReason::TooDeep { .. })), "{tag}");
    }
}

#[test]
fn html_nested_deeply_but_within_reason_is_read() {
    for tag in ["div", "span", "blockquote", "section"] {
        let page = format!(
            "<html><body>{}Oslo agreed.{}</body></html>",
            format!("<{tag}>").repeat(1000),
            format!("</{tag}>").repeat(1000)
        );
        assert_eq!(words(&read_one(page)), "Oslo agreed.", "{tag}");
    }
}

#[test]
fn html_left_open_or_broken_off_is_read() {
    for page in [
        "<html><body>".to_owned() + &"<p>Oslo agreed.".repeat(20_000),
        "<html><body><ul>".to_owned() + &"<li>Oslo agreed.".repeat(20_000),
        "<html><body><p>Oslo agreed.<a href='".to_owned() + &"x".repeat(1_000_000),
        "<html><body><p>Oslo agreed.<!-- ".to_owned() + &"<div>".repeat(100_000),
        "<html><body><p>Oslo agreed.</p><script>".to_owned() + &"<".repeat(1_000_000),
        "<html><body><p>Oslo agreed.</p>".to_owned() + &"</div>".repeat(100_000),
        "<html><body><p>Oslo agreed. ".to_owned() + &"&amp;".repeat(200_000),
    ] {
        assert!(words(&read_one(page)).starts_with("Oslo agreed."));
    }
}

#[test]
fn markdown_nested_beyond_reason_is_read() {
    for nested in ["> ", "- ", "[", "*", "**_", "`", "![", "<a>", "1. "] {
        let source = format!("# Talks end\n\nOslo agreed.\n\n{} b\n", nested.repeat(5_000));
        assert!(words(&read_one(source)).starts_with("Talks end Oslo agreed."), "{nested}");
    }
}

#[test]
fn every_script_keeps_its_offsets() {
    let text = "Встреча в Осло 会议在奥斯陆举行。 اجتمع الوزراء في أوسلو. דיונים באוסלו ओस्लो में बैठक 🇳🇴👩‍👩‍👧 e\u{301}a\u{300} ﬁn \u{1D400}\u{10FFFF}.";
    let doc = read_one(format!("Talks end\n\n{text}\n"));
    let block = doc.blocks[1];
    assert_eq!(doc.slice(block.span), text);
    let read = doc.block_text(&block);
    for (at, c) in read.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        assert!(doc.slice(read.span(at..at + c.len_utf8())).starts_with(c));
    }
}

#[test]
fn control_characters_neither_part_words_nor_reach_the_annotator() {
    let doc = read_one(
        "The\u{1} mini\u{200B}ster\u{7} met\u{8} her \u{202E}counter\u{AD}part\u{202C} in\u{B}Oslo\u{85}town.\u{1A}",
    );
    assert_eq!(words(&doc), "The minister met her counterpart in Oslo town.");
    // Mostly controls: no text at all.
    assert!(matches!(read(vec![1, 2, 3, 4, b'a', b'\n', 5]).remove(0), Err(ReadErrorReason::Binary(_))));
}

#[test]
fn sizes_without_measure_are_read() {
    let sentence = format!("{} parted.", "the minister and".repeat(10_000));
    assert_eq!(read_one(sentence.clone()).blocks.len(), 1);
    assert_eq!(read_one("a".repeat(2_000_000)).blocks.len(), 1);
    assert_eq!(read_one("Oslo agreed.\n\n".repeat(100_000)).blocks.len(), 100_000);
    assert_eq!(read_one("XS\n".repeat(200_000) + "Oslo agreed with Bergen.").blocks.len(), 1);
    assert_eq!(words(&read_one(" \u{A0}\n".repeat(500_000) + "Oslo agreed.")), "Oslo agreed.");
    assert_eq!(words(&read_one(format!("Oslo {} agreed.", "\u{AD}".repeat(500_000)))), "Oslo agreed.");
    assert_eq!(read("{\"text\":\"Oslo agreed.\"}\n".repeat(20_000)).len(), 20_000);
    assert!(read_one("January 1 February 2 March 3, 1999-12-31 ".repeat(20_000)).blocks.len() == 1);
    let _ = read("-".repeat(1_000_000));
}

#[test]
fn numbers_that_look_like_dates_do_not_overflow() {
    for line in [
        "99999999999999999999-01-01",
        "2017-99-99",
        "0000-00-00",
        "13/13/2013",
        "February 30, 2012",
        "31.02.20122",
        "1/1/1/1/1/1",
        "٣-٤-٢٠١٢",
    ] {
        let _ = read(format!("{line}\n\nOslo agreed."));
    }
}

/// Fails after a while, as a network share does.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = b"{\"text\":\"Oslo agreed.\"}\n";
        let count = line.len().min(buffer.len()).min(self.0);
        if count == 0 {
            return Err(io::Error::other("the share went away"));
        }
        self.0 -= count;
        buffer[..count].copy_from_slice(&line[..count]);
        Ok(count)
    }
}

#[test]
fn a_stream_that_fails_gives_what_it_gave_and_the_error() {
    let docs: Vec<_> =
        Reader::new().read_stream("share", Box::new(BufReader::with_capacity(24, Failing(24 * 300)))).collect();
    assert_eq!(docs.iter().filter(|doc| doc.is_ok()).count(), 300);
    let error = docs.last().unwrap().as_ref().unwrap_err();
    assert_eq!(error.to_string(), "share: the share went away");
}

#[cfg(unix)]
#[test]
fn folders_in_circles_and_dangling_links_end() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("a")).unwrap();
    fs::write(dir.path().join("a/one.txt"), "Oslo agreed.").unwrap();
    symlink(dir.path(), dir.path().join("a/circle")).unwrap();
    symlink("nowhere.txt", dir.path().join("dangling.txt")).unwrap();
    symlink("a/one.txt", dir.path().join("linked.txt")).unwrap();
    let docs: Vec<_> = Reader::new().read(&[dir.path().to_owned()]).collect();
    let keys: Vec<_> =
        docs.iter().map(|doc| doc.as_ref().map_or_else(|error| error.place.clone(), |doc| doc.key.clone())).collect();
    assert_eq!(keys.len(), 3);
    assert_eq!((keys[0].as_str(), keys[2].as_str()), ("a/one", "linked"));
    assert!(keys[1].ends_with("dangling.txt"));
}

#[test]
fn a_deep_tree_of_folders_is_walked() {
    let dir = tempfile::tempdir().unwrap();
    let deep = (0..300).fold(dir.path().to_owned(), |path, _| path.join("d"));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("one.txt"), "Oslo agreed.").unwrap();
    let docs: Vec<_> = Reader::new().read(&[dir.path().to_owned()]).collect();
    assert_eq!(docs.len(), 1);
    assert!(docs[0].as_ref().unwrap().key.ends_with("d/one"));
}
