//! HTML: the article of a page as readable text, found with Mozilla's Readability algorithm.

use dom_query::{Document as Dom, NodeRef};
use dom_smoothie::{Config, Readability};

use super::error::ReadErrorReason;
use super::page_metadata::{PageMetadata, page_metadata};
use super::plain;
use super::readable::{Metadata, Readable};
use crate::text::BlockKind;

/// Deepest nesting that is read. Browsers stop at 512; the algorithms here take time in proportion to depth.
const DEEPEST: usize = 1024;

/// Reads a page: its article and what it says about itself.
///
/// # Errors
/// If its elements are nested too deeply.
pub(super) fn read(source: &str) -> Result<(Readable, Metadata), ReadErrorReason> {
    if nesting(source) > DEEPEST {
        return Err(ReadErrorReason::TooDeep { limit: DEEPEST });
    }
    let dom = Dom::from(source);
    let PageMetadata { metadata, headline } = page_metadata(&dom);
    let mut readable = Readable::default();
    if let Some(headline) = &headline {
        readable.push_str(headline);
        readable.end_part(Some(BlockKind::Heading));
    }
    let before = readable.parts.len();
    if let Some(content) = article(source) {
        walk(&Dom::fragment(content).root(), &mut readable, headline.as_deref(), None);
        readable.end_part(None);
    }
    if readable.parts.len() == before
        && let Some(body) = dom.body()
    {
        walk(&body, &mut readable, headline.as_deref(), None);
        readable.end_part(None);
    }
    Ok((readable, metadata))
}

/// The HTML of the article within the page; `None` where the algorithm finds none.
fn article(source: &str) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::new(source, None, Some(config)).ok()?;
    readability.parse().ok().map(|article| article.content.to_string())
}

/// Adds the text below `node`; `kind` is that of the block it stands in.
fn walk(node: &NodeRef<'_>, readable: &mut Readable, headline: Option<&str>, kind: Option<BlockKind>) {
    for child in node.children_it(false) {
        if child.is_text() {
            readable.push_str(&child.text());
            continue;
        }
        let Some(name) = child.node_name() else { continue };
        match &*name {
            _ if is_left_out(&name) => {}
            "br" => readable.line_break(kind),
            "hr" => readable.end_part(kind),
            "pre" => {
                readable.end_part(kind);
                preformatted(&child.text(), readable);
            }
            _ => match block_kind(&name, kind) {
                Some(inner) => {
                    readable.end_part(kind);
                    // The headline stands at the head already.
                    let repeats = inner == Some(BlockKind::Heading)
                        && headline.is_some_and(|headline| same_words(headline, &child.text()));
                    if !repeats {
                        walk(&child, readable, headline, inner);
                        readable.end_part(inner);
                    }
                }
                None => walk(&child, readable, headline, kind),
            },
        }
    }
}

/// Preformatted text is plain text, with its line ends.
fn preformatted(text: &str, readable: &mut Readable) {
    for part in plain::parts(text) {
        readable.push_str(&text[part.span.range()]);
        readable.end_part(part.kind);
    }
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text| {
        str::split_whitespace(text).flat_map(str::chars).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    };
    words(a).eq(words(b))
}

fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "nav"
            | "footer"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "head"
            | "title"
            | "dialog"
            | "menu"
    )
}

/// `None` for elements within a line; else the kind of block that the element makes of its text.
fn block_kind(name: &str, outer: Option<BlockKind>) -> Option<Option<BlockKind>> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "summary" => Some(Some(BlockKind::Heading)),
        "li" | "dd" | "dt" => Some(Some(BlockKind::ListItem)),
        "figcaption" | "caption" => Some(Some(BlockKind::Caption)),
        "p" | "div" | "section" | "article" | "main" | "header" | "blockquote" | "figure" | "table" | "tbody"
        | "thead" | "tfoot" | "tr" | "td" | "th" | "ul" | "ol" | "dl" | "address" | "details" | "center" | "body"
        | "html" | "fieldset" | "hgroup" => Some(outer),
        _ => None,
    }
}

/// How deep elements are nested at most, counted on the source so that no tree is built of what is refused. Elements that
/// may stay open (`<p>`, `<li>`) and those without content do not count.
fn nesting(source: &str) -> usize {
    let bytes = source.as_bytes();
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while let Some(open) = source[at..].find('<') {
        at += open + 1;
        let rest = &bytes[at..];
        let closes = rest.first() == Some(&b'/');
        let name_start = at + usize::from(closes);
        let length = bytes[name_start..].iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = source[name_start..name_start + length].to_ascii_lowercase();
        if rest.starts_with(b"!--") {
            at += source[at..].find("-->").unwrap_or(rest.len());
        } else if name.is_empty() || is_unclosed(&name) {
        } else if closes {
            depth = depth.saturating_sub(1);
        } else if matches!(&*name, "script" | "style" | "textarea" | "title") {
            // Their content is no markup; what ends it is found by its first letters, in any case.
            let end = format!("</{name}");
            let found = bytes[at..].windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
            at += found.unwrap_or(rest.len());
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

fn is_unclosed(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "td"
            | "th"
            | "tr"
            | "dt"
            | "dd"
            | "option"
            | "thead"
            | "tbody"
            | "tfoot"
            | "br"
            | "hr"
            | "img"
            | "meta"
            | "link"
            | "input"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "source"
            | "track"
            | "wbr"
            | "param"
            | "path"
            | "rect"
            | "circle"
            | "use"
            | "html"
            | "head"
            | "body"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Bridge agreed | Example Herald</title>
        <script>if (a < b) { document.write("<div><div>"); }</script></head><body>
        <nav><ul><li>Home</li><li>World</li></ul></nav>
        <div class="cookie-banner">We use cookies to improve your visit.</div>
        <article><h1>Bridge agreed</h1><figure><img src=x><figcaption>The site of the bridge in Eastport.</figcaption></figure>
        <p>Nordland and Sudland agreed on Monday to build a bridge across the strait, the governments of the two countries said in
        a joint&nbsp;statement that was published in Eastport.</p><h2>Costs</h2>
        <p>The bridge will cost 2 billion euros, Finance Minister <a href=x>Ann Berg</a> said, and it will be paid by the two states in
        equal parts over the next ten years.</p><ul><li>Work begins in May, according to the plan that both parliaments have seen.</li></ul>
        </article><footer>© 2017 Example Media</footer></body></html>"#;

    fn parts(source: &str) -> Vec<(Option<BlockKind>, String)> {
        let (readable, _) = read(source).unwrap();
        readable.parts.iter().map(|part| (part.kind, readable.text[part.span.range()].to_owned())).collect()
    }

    #[test]
    fn a_page_becomes_its_article() {
        let parts = parts(PAGE);
        let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(parts[0], (Some(BlockKind::Heading), "Bridge agreed".to_owned()));
        assert_eq!(texts.iter().filter(|text| **text == "Bridge agreed").count(), 1);
        assert!(parts.contains(&(Some(BlockKind::Heading), "Costs".to_owned())));
        assert!(texts.iter().any(|text| text.contains("in a joint statement that")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("Finance Minister Ann Berg said")), "{texts:?}");
        for noise in ["World", "document.write", "Example Media"] {
            assert!(!texts.iter().any(|text| text.contains(noise)), "{noise}: {texts:?}");
        }
    }

    #[test]
    fn a_short_page_is_read_too() {
        let parts = parts(
            "<html><body><nav>Home</nav><p>Oslo and Bergen agreed.<br>Both said so.</p><pre>A wire\nis plain.\n\nIt ends.</pre></body></html>",
        );
        let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["Oslo and Bergen agreed.", "Both said so.", "A wire is plain.", "It ends."]);
    }

    #[test]
    fn depth_is_counted_without_a_tree() {
        assert_eq!(nesting("<div><p>a<p>b<span></span></div><!-- <div><div> --><div></div>"), 2);
        assert_eq!(nesting("<script>'<div><div>'</SCRIPT><b>"), 1);
        assert_eq!(nesting("a < b <é <"), 0);
        assert!(matches!(read(&"<div>".repeat(100_000)), Err(ReadErrorReason::TooDeep { .. })));
    }
}
