//! From the parts of a text to the blocks of a document: furniture out, kinds told, and what the parts say of the
//! article as a whole: headline, date, publisher.

use super::dateline::{dateline, outlet, signing_agency};
use super::dates::{date_line, find_date};
use super::furniture::{is_furniture, is_list_heading};
use crate::text::{Block, BlockKind, PartialDate, Span};

/// A paragraph, heading or list entry as the format of the file parts them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    /// Bytes into the stored text, not blank, without white space at the ends.
    pub(super) span: Span,
    /// What the format says it is; `None` if only the text can tell.
    pub(super) kind: Option<BlockKind>,
}

/// The blocks of a text and what they tell of the article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub(super) blocks: Vec<Block>,
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) publisher: Option<String>,
}

/// How many parts from the start, furniture aside, may carry the date or the byline.
const HEAD_PARTS: usize = 8;

/// How many parts at the end may be signed or dated.
const TAIL_PARTS: usize = 4;

/// The most entries of a list of other articles.
const LIST_ENTRIES: usize = 15;

/// Divides `text` along `parts`, which are in order and disjoint.
pub(super) fn lay_out(text: &str, parts: &[Part]) -> Layout {
    let mut layout = Layout::default();
    let mut dateline_date = None;
    let mut agency: Option<String> = None;
    let mut list_entries_left = 0;
    let mut seen = 0;
    for (i, part) in parts.iter().enumerate() {
        let line = &text[part.span.range()];
        let at_tail = i + TAIL_PARTS >= parts.len();
        if list_entries_left > 0 {
            list_entries_left -= 1;
            if is_list_entry(line) {
                continue;
            }
            list_entries_left = 0;
        }
        if is_list_heading(line) {
            list_entries_left = LIST_ENTRIES;
            continue;
        }
        if let Some((date, name)) = date_line(line).filter(|_| seen < HEAD_PARTS || at_tail) {
            keep_fuller(&mut layout.date, date);
            layout.publisher = layout.publisher.or(name.and_then(outlet).map(str::to_owned));
            continue;
        }
        if at_tail {
            agency = agency.or(signing_agency(line).map(str::to_owned));
        }
        if is_furniture(line) {
            continue;
        }
        seen += 1;
        if seen <= HEAD_PARTS && is_byline(line) {
            if let Some(found) = find_date(line).filter(|found| found.date.get_year().is_some()) {
                keep_fuller(&mut layout.date, found.date);
            }
            continue;
        }
        let credit = picture_credit(line);
        let kind = match part.kind {
            None if credit.is_some() => BlockKind::Caption,
            kind => kind.unwrap_or_else(|| kind_of(line, layout.blocks.is_empty())),
        };
        match kind {
            BlockKind::Heading => push_heading(line, part.span, &mut layout),
            BlockKind::Paragraph => {
                let opening = dateline(line);
                let length = opening.as_ref().map_or(0, |opening| opening.length);
                if let Some(opening) = opening {
                    let end = line[..length].trim_end().len();
                    push(&mut layout.blocks, part.span, 0..end, BlockKind::Dateline);
                    agency = agency.or(opening.agency);
                    dateline_date = dateline_date.or(opening.date);
                }
                push(&mut layout.blocks, part.span, length..line.len(), kind);
            }
            _ => push(&mut layout.blocks, part.span, 0..credit.unwrap_or(line.len()), kind),
        }
    }
    if let Some(date) = dateline_date {
        keep_fuller(&mut layout.date, date);
    }
    layout.publisher = layout.publisher.or(agency);
    layout
}

/// A heading before any running text is the headline; a date at its end is that of the article.
fn push_heading(line: &str, span: Span, layout: &mut Layout) {
    let mut end = line.len();
    let is_headline = layout.blocks.iter().all(|block| block.kind == BlockKind::Heading);
    if is_headline
        && let Some(found) =
            find_date(line).filter(|found| found.date.get_day().is_some() && found.date.get_year().is_some())
    {
        let before = line[..found.range.start].trim_end();
        if found.range.end == line.len() && before.ends_with(['-', '–', '—', '|']) {
            end = before.trim_end_matches(['-', '–', '—', '|', ' ']).len();
            keep_fuller(&mut layout.date, found.date);
        }
    }
    if layout.title.is_none() && is_headline && line.starts_with(|c: char| !c.is_lowercase()) {
        layout.title = Some(line[..end].split_whitespace().collect::<Vec<_>>().join(" "));
    }
    push(&mut layout.blocks, span, 0..end, BlockKind::Heading);
}

/// Adds the bytes `within` of a part as a block, white space at the ends left out.
fn push(blocks: &mut Vec<Block>, part: Span, within: std::ops::Range<usize>, kind: BlockKind) {
    if !within.is_empty() {
        let start = part.start as usize;
        blocks.push(Block { span: Span::new(start + within.start, start + within.end), kind });
    }
}

/// Keeps the date that states more, the first of equals; a day completes a year that stands alone.
fn keep_fuller(kept: &mut Option<PartialDate>, date: PartialDate) {
    let stated = |date: PartialDate| {
        [date.get_year().is_some(), date.get_month().is_some(), date.get_day().is_some()]
            .iter()
            .filter(|&&known| known)
            .count()
    };
    *kept = match *kept {
        Some(old) if old.get_year().is_some() && date.get_year().is_none() => Some(with_year(date, old)),
        Some(old) if stated(old) >= stated(date) => Some(old),
        _ => Some(date),
    };
}

/// A day without a year, dated by a year or a month of a year known from elsewhere.
pub(super) fn with_year(day: PartialDate, known: PartialDate) -> PartialDate {
    let agrees = known.get_day().is_none() && (known.get_month().is_none() || known.get_month() == day.get_month());
    match (known.get_year(), day.get_month(), day.get_day()) {
        (Some(year), Some(month), Some(date)) if agrees => PartialDate::ymd(year, month, date).unwrap_or(known),
        _ => known,
    }
}

fn kind_of(line: &str, is_first: bool) -> BlockKind {
    let words = line.split_whitespace().count();
    let single_line = !line.contains(['\n', '\r']);
    let ends_open = !line.ends_with(['.', ':', ';', ',', '”', '"', '…', '\'', '’', ')']);
    let capitals = !line.contains(char::is_lowercase) && words >= 2;
    let longest = if is_first { 25 } else { 14 };
    let fits = ends_open && single_line && words <= longest && line.starts_with(|c: char| !c.is_lowercase());
    if capitals || fits { BlockKind::Heading } else { BlockKind::Paragraph }
}

/// An entry of a list of other articles: a short line that is no sentence.
fn is_list_entry(line: &str) -> bool {
    line.split_whitespace().count() <= 20 && !line.ends_with(['.', '"', '”', ':'])
}

/// "By Ann Example", "By Bob Sample | Published June 8, 2017".
fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or(line.strip_prefix("BY ")) else { return false };
    let names = rest.find(['|', '\n']).map_or(rest, |at| rest[..at].trim_end());
    let is_name_word = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(
                word,
                "and"
                    | "in"
                    | "of"
                    | "for"
                    | "the"
                    | "de"
                    | "van"
                    | "von"
                    | "al"
                    | "bin"
                    | "staff"
                    | "writer"
                    | "correspondent"
                    | "&"
            )
    };
    names.split_whitespace().count() <= 8
        && !names.ends_with(['.', '?', '!', ':'])
        && names
            .split_whitespace()
            .all(|word| is_name_word(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&')))
}

/// Where the credit of a picture begins: "... at the summit. Image: Ann Example", "... (Photo: Example Press)".
fn picture_credit(line: &str) -> Option<usize> {
    const LABELS: [&str; 6] = [" Image: ", " Photo: ", " (Photo: ", " (Photo by ", " Photograph: ", " Picture: "];
    const LONGEST_CREDIT: usize = 80;
    let at = LABELS.iter().filter_map(|label| line.rfind(label)).max()?;
    (line.len() - at <= LONGEST_CREDIT && line.len() <= 600)
        .then_some(line[..at].trim_end().len())
        .filter(|&end| end > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::plain;

    fn read(text: &str) -> (Vec<(BlockKind, &str)>, Layout) {
        let layout = lay_out(text, &plain::parts(text));
        (layout.blocks.iter().map(|block| (block.kind, &text[block.span.range()])).collect(), layout)
    }

    fn date(layout: &Layout) -> Option<String> {
        layout.date.map(|date| date.to_string())
    }

    #[test]
    fn a_page_loses_its_furniture() {
        use BlockKind::{Heading, Paragraph};
        let text = "Skip to main content\n\nBreaking News\nNews\n\nNordland Visits Sudland Sunday - 2002-11-29\n\nBy Ann Example\n\nThe premier \
                    travels on Sunday.\n\nA uniform stance\n\nBoth sides agree.\n\nRelated stories\n\nOther summit ends early\nBerg resigns\n\nThe sides will \
                    meet again.\n\nXS\nSM\nMD\nLG\n\nLeave A Comment";
        let (blocks, layout) = read(text);
        assert_eq!(
            blocks,
            [
                (Heading, "Nordland Visits Sudland Sunday"),
                (Paragraph, "The premier travels on Sunday."),
                (Heading, "A uniform stance"),
                (Paragraph, "Both sides agree."),
                (Paragraph, "The sides will meet again."),
            ]
        );
        assert_eq!(layout.title.as_deref(), Some("Nordland Visits Sudland Sunday"));
        assert_eq!(date(&layout).as_deref(), Some("2002-11-29"));
        assert_eq!(layout.publisher, None);
    }

    #[test]
    fn a_wire_gives_date_and_agency() {
        let (blocks, layout) = read(
            "TALKS END IN OSLO\n\nOSLO, March 26 (Reuters) - The sides parted.\n\n2012\n\n(Reporting by Ann Example)",
        );
        assert_eq!(blocks[0], (BlockKind::Heading, "TALKS END IN OSLO"));
        assert_eq!(blocks[1], (BlockKind::Dateline, "OSLO, March 26 (Reuters) -"));
        assert_eq!(blocks[2], (BlockKind::Paragraph, "The sides parted."));
        assert_eq!(layout.publisher.as_deref(), Some("Reuters"));
        assert_eq!(date(&layout).as_deref(), Some("--03-26"));
        let (_, layout) = read("TALKS END\n13-APR-1987 14:25:41.42\n\nThe sides parted in\nOslo.\n REUTER\n\u{3}");
        assert_eq!(layout.publisher.as_deref(), Some("Reuters"));
        assert_eq!(date(&layout).as_deref(), Some("1987-04-13"));
    }

    #[test]
    fn date_lines_name_papers_but_not_places() {
        let (_, layout) = read("Talks end\n\nWikinews, 2017-07-18\n\nThe sides parted.");
        assert_eq!((layout.publisher.as_deref(), date(&layout).as_deref()), (Some("Wikinews"), Some("2017-07-18")));
        let (_, layout) = read("Talks end\n\nMoscow, 18 July 2017\n\nThe sides parted.");
        assert_eq!((layout.publisher.as_deref(), date(&layout).as_deref()), (None, Some("2017-07-18")));
    }

    #[test]
    fn captions_lose_their_credit() {
        let (blocks, _) = read("Talks end\n\nThe ministers in Oslo. Image: Ann Example\n\nBoth said so.");
        assert_eq!(blocks[1], (BlockKind::Caption, "The ministers in Oslo."));
    }

    #[test]
    fn a_day_takes_the_year_known_from_elsewhere() {
        let partial = |text: &str| text.parse::<PartialDate>().unwrap();
        let dated = |day, known| with_year(partial(day), partial(known)).to_string();
        assert_eq!(dated("--03-26", "2017"), "2017-03-26");
        assert_eq!(dated("--03-26", "2017-03"), "2017-03-26");
        assert_eq!(dated("--03-26", "2017-04"), "2017-04");
        assert_eq!(dated("--03-26", "2017-04-01"), "2017-04-01");
    }
}
