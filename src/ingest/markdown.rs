//! Markdown: CommonMark with tables, footnotes and a YAML head; code, raw HTML, tables and footnotes are left out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::readable::{Metadata, Readable, date_value, page_url, value};
use crate::text::BlockKind;

/// The readable text of a Markdown source and what its head says.
pub(super) fn read(source: &str) -> (Readable, Metadata) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut readable = Readable::default();
    let mut head = String::new();
    let mut left_out = 0_usize;
    let mut in_head = false;
    let mut kinds: Vec<BlockKind> = Vec::new();
    for event in Parser::new_ext(source, options) {
        let kind = kinds.last().copied();
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_head = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_head = false,
            Event::Text(text) if in_head => head.push_str(&text),
            Event::Start(tag) if is_left_out(&tag.to_end()) => {
                if !matches!(tag, Tag::Image { .. }) {
                    readable.end_part(kind);
                }
                left_out += 1;
            }
            Event::End(tag) if is_left_out(&tag) => left_out = left_out.saturating_sub(1),
            _ if left_out > 0 => {}
            Event::Start(Tag::Heading { .. }) => {
                readable.end_part(kind);
                kinds.push(BlockKind::Heading);
            }
            Event::Start(Tag::Item) => {
                readable.end_part(kind);
                kinds.push(BlockKind::ListItem);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Item) => {
                readable.end_part(kind);
                kinds.pop();
            }
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_)) => {
                readable.end_part(kind);
            }
            Event::Text(text) | Event::Code(text) => readable.push_str(&text),
            Event::SoftBreak => readable.push_str(" "),
            Event::HardBreak => readable.line_break(kind),
            _ => {}
        }
    }
    readable.end_part(None);
    (readable, metadata(&head))
}

fn is_left_out(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table | TagEnd::FootnoteDefinition | TagEnd::Image)
}

/// The lines `key: value` of a YAML head; anything deeper is not ours to read.
fn metadata(head: &str) -> Metadata {
    let mut metadata = Metadata::default();
    for line in head.lines() {
        let Some((key, text)) = line.split_once(':') else { continue };
        let text = text.trim().trim_matches(['"', '\'']);
        match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => metadata.title = value(text),
            "url" | "canonical" | "canonical_url" | "link" | "source_url" => metadata.url = page_url(text),
            "publisher" | "site" | "source" | "outlet" => metadata.publisher = value(text),
            "date" | "published" | "pubdate" => metadata.date = date_value(text),
            _ => {}
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Vec<(Option<BlockKind>, String)> {
        let (readable, _) = read(source);
        readable.parts.iter().map(|part| (part.kind, readable.text[part.span.range()].to_owned())).collect()
    }

    #[test]
    fn markup_goes_and_structure_stays() {
        use BlockKind::{Heading, ListItem};
        let source = "# Talks end\n\nThe *premier* met [Ann Berg](https://example.org)\nin **Oslo**.\n\n- gas, `oil`\n- coal\n\n> \"We go on,\" she said.\n\n```\ncode\n```\n\n<div>raw</div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![map](x.png) The map.\n";
        assert_eq!(
            parts(source),
            [
                (Some(Heading), "Talks end".to_owned()),
                (None, "The premier met Ann Berg in Oslo.".to_owned()),
                (Some(ListItem), "gas, oil".to_owned()),
                (Some(ListItem), "coal".to_owned()),
                (None, "\"We go on,\" she said.".to_owned()),
                (None, "The map.".to_owned()),
            ]
        );
    }

    #[test]
    fn the_head_is_metadata() {
        let (readable, metadata) = read(
            "---\ntitle: \"Talks end\"\ndate: 2017-06-08\nurl: https://example.org/a\npublisher: Example Herald\n---\n\nThe sides parted.\n",
        );
        assert_eq!(readable.text, "The sides parted.");
        assert_eq!(metadata.title.as_deref(), Some("Talks end"));
        assert_eq!(metadata.date.unwrap().to_string(), "2017-06-08");
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(metadata.publisher.as_deref(), Some("Example Herald"));
    }
}
