//! Plain text: which lines belong together.
//!
//! Blank lines part paragraphs. Within a run of lines, wires wrap one paragraph over many lines while pages put a paragraph on each,
//! so every line end is judged by itself: it parts two paragraphs if the next line is indented or a list entry, if a line stands
//! for itself (a headline in capitals, a date, page furniture), if the lines are too long to have been wrapped, or if a
//! sentence ends although the next word would still have fitted. Otherwise the lines are one paragraph. The text stays as it is.

use super::blocks::Part;
use super::dates::date_line;
use super::furniture::is_furniture;
use crate::text::{BlockKind, Span};

/// The longest line that a person or program wraps text to, in characters.
const WRAP_LIMIT: usize = 100;

/// A run of lines shorter than this is a menu or a list.
const MENU_WIDTH: usize = 30;

/// One line that is not blank.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    indented: bool,
    width: usize,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The paragraphs of a plain text, in order.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut run: Vec<Line<'_>> = Vec::new();
    for (start, line) in lines(text) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            part_run(&run, parts.is_empty(), &mut parts);
            run.clear();
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let start = start + indent;
        run.push(Line { text: trimmed, start, indented: indent > 0, width: trimmed.chars().count() });
    }
    part_run(&run, parts.is_empty(), &mut parts);
    parts
}

/// Lines with the byte at which each starts, without their ends. Any of the line ends in use counts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let from = rest?;
        let start = text.len() - from.len();
        match from.char_indices().find(|&(_, c)| is_end(c)) {
            Some((at, end)) => {
                // CRLF is one line end.
                let crlf = end == '\r' && from[at + 1..].starts_with('\n');
                rest = Some(&from[at + end.len_utf8() + usize::from(crlf)..]);
                Some((start, &from[..at]))
            }
            None => {
                rest = None;
                Some((start, from))
            }
        }
    })
}

fn part_run(run: &[Line<'_>], is_first: bool, parts: &mut Vec<Part>) {
    let Some(first) = run.first() else { return };
    let width = run.iter().map(|line| line.width).max().unwrap_or(0);
    let rest = &run[1..];
    let shape = Shape {
        width,
        has_indents: rest.iter().any(|line| line.indented),
        // Where every line is indented, indentation tells nothing.
        indents_part: rest.iter().any(|line| !line.indented),
        is_menu: run.len() >= 3
            && width <= MENU_WIDTH
            && run.iter().filter(|line| ends_sentence(line.text)).count() * 2 < run.len()
            && run.iter().all(|line| line.text.starts_with(|c: char| !c.is_lowercase())),
    };
    let mut start = first;
    let mut last = first;
    let mut last_is_alone = stands_alone(None, false, first);
    for (i, line) in rest.iter().enumerate() {
        let is_alone =
            stands_alone(Some(last), last_is_alone || line.indented, line) || (i == 0 && is_date_under(first, line));
        let parted = is_alone
            || last_is_alone
            || shape.parts(last, line)
            || (is_first && i == 0 && is_headline_over(first, line, width));
        if parted {
            parts.push(part(start, last));
            start = line;
        }
        (last, last_is_alone) = (line, is_alone);
    }
    parts.push(part(start, last));
}

/// The part from the line `first` to the line `last`; a list entry without its mark.
fn part(first: &Line<'_>, last: &Line<'_>) -> Part {
    match list_mark(first.text) {
        Some(mark) => Part { span: Span::new(first.start + mark, last.end()), kind: Some(BlockKind::ListItem) },
        None => Part { span: Span::new(first.start, last.end()), kind: None },
    }
}

/// What a run of lines looks like as a whole.
struct Shape {
    width: usize,
    /// Some lines after the first are indented.
    has_indents: bool,
    /// Indentation begins paragraphs here.
    indents_part: bool,
    is_menu: bool,
}

impl Shape {
    /// True if a paragraph ends with `a` and another begins with `b`.
    fn parts(&self, a: &Line<'_>, b: &Line<'_>) -> bool {
        if self.is_menu || (self.indents_part && b.indented) {
            return true;
        }
        if list_mark(b.text).is_some() && (list_mark(a.text).is_some() || a.text.ends_with([':', ';', '.'])) {
            return true;
        }
        if is_capitals(a.text) && !is_capitals(b.text) {
            return true;
        }
        let goes_on = !ends_sentence(a.text) && b.text.starts_with(char::is_lowercase);
        if a.width > WRAP_LIMIT || b.width > WRAP_LIMIT {
            return !goes_on;
        }
        let next_word = b.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let fitted = a.width + 1 + next_word <= self.width && !self.has_indents;
        fitted && ends_sentence(a.text) && !ends_in_abbreviation(a.text) && !b.text.starts_with(char::is_lowercase)
    }
}

/// A title directly above the text, with no blank line between: it ends where wrapped text would have gone on.
fn is_headline_over(first: &Line<'_>, second: &Line<'_>, width: usize) -> bool {
    let next_word = second.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    width > 50
        && !ends_sentence(first.text)
        && !first.text.ends_with([',', ';', '-', '–'])
        && first.text.starts_with(|c: char| !c.is_lowercase())
        && second.text.starts_with(|c: char| !c.is_lowercase())
        && first.width + 1 + next_word + 8 <= width
}

/// A line of metadata or page furniture. After a line that leaves its sentence open it is the rest of that sentence: "... of the
/// Ministry of", "Health." So the line before must have ended one, unless it is known to stand apart.
fn stands_alone(before: Option<&Line<'_>>, is_apart: bool, line: &Line<'_>) -> bool {
    let begins = is_apart || before.is_none_or(|before| ends_sentence(before.text));
    begins
        && !line.text.starts_with(char::is_lowercase)
        && (date_line(line.text).is_some() || (line.width <= WRAP_LIMIT && is_furniture(line.text)))
}

/// A date directly under the headline.
fn is_date_under(headline: &Line<'_>, line: &Line<'_>) -> bool {
    const OPEN: [&str; 14] =
        ["on", "of", "in", "since", "until", "by", "to", "from", "the", "and", "before", "after", "dated", "for"];
    let last = headline.text.split_whitespace().next_back().unwrap_or("");
    !OPEN.contains(&last) && !headline.text.ends_with(',') && date_line(line.text).is_some()
}

/// "U.S. OFFICIALS SAY NO PROGRESS": two words or more without a small letter.
fn is_capitals(line: &str) -> bool {
    line.split_whitespace().filter(|word| word.chars().any(char::is_uppercase)).count() >= 2
        && !line.contains(char::is_lowercase)
}

/// True if a sentence may end with this line.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':'])
}

/// "said Mr.", "on Nov.", "the U.S.": the full stop may be that of the word.
fn ends_in_abbreviation(line: &str) -> bool {
    let Some(word) = line.split_whitespace().next_back().and_then(|word| word.strip_suffix('.')) else { return false };
    word.contains('.') || (word.starts_with(char::is_uppercase) && word.chars().count() <= 4)
}

/// Length of a list mark with the blank after it: "- ", "• ", "3. ", "(a) ".
fn list_mark(line: &str) -> Option<usize> {
    let mark = line.split_whitespace().next()?;
    let is_bullet = matches!(mark, "-" | "*" | "•" | "–" | "—" | "·" | "▪" | "●" | "◦" | "‣" | "+" | "o");
    let number = mark.strip_suffix(['.', ')']).map(|number| number.trim_start_matches('('));
    let is_number = number.is_some_and(|number| {
        (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
            || (number.len() == 1 && mark.ends_with(')') && number.bytes().all(|b| b.is_ascii_lowercase()))
    });
    let after = line[mark.len()..].trim_start();
    ((is_bullet || is_number) && !after.is_empty()).then(|| line.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts as text, line ends within them shown as `/`.
    fn read(text: &str) -> Vec<String> {
        parts(text).iter().map(|part| text[part.span.range()].replace("\r\n", "/").replace('\n', "/")).collect()
    }

    #[test]
    fn wires_indent_their_paragraphs() {
        let text = "NORDLAND SAYS TALKS MADE NO PROGRESS\n13-APR-1987 14:25:41.42\n\nGovernment officials\nsaid no progress had been made in talks \
                    with Sudland.\n Trade Minister Ann Berg told\nreporters it was \"difficult.\"\n \"We go on,\" she said.\n REUTER\n\u{3}\n";
        assert_eq!(
            read(text),
            [
                "NORDLAND SAYS TALKS MADE NO PROGRESS",
                "13-APR-1987 14:25:41.42",
                "Government officials/said no progress had been made in talks with Sudland.",
                "Trade Minister Ann Berg told/reporters it was \"difficult.\"",
                "\"We go on,\" she said.",
                "REUTER",
                "\u{3}"
            ]
        );
    }

    #[test]
    fn pages_put_a_paragraph_on_a_line() {
        let long = "The minister said that the two countries would go on with their talks about the bridge in the spring of next year.";
        assert_eq!(
            read(&format!("Talks go on\n{long}\n{long}\nA short one.")),
            ["Talks go on", long, long, "A short one."]
        );
    }

    #[test]
    fn wrapped_lines_stay_together_with_any_line_end() {
        assert_eq!(read("The sides met in\r\nOslo and\r\n\r\nparted."), ["The sides met in/Oslo and", "parted."]);
        assert_eq!(
            read("The sides met on Nov.\n2 in the long and very broad hall of the\nOslo town house."),
            ["The sides met on Nov./2 in the long and very broad hall of the/Oslo town house."]
        );
    }

    #[test]
    fn a_sentence_that_ends_early_ends_its_paragraph() {
        let text = "Oslo and Bergen agreed on the railway line that both have wanted\nfor years.\nThe parliament has still to vote on it, and no date has been set.";
        assert_eq!(read(text).len(), 2);
    }

    #[test]
    fn the_rest_of_a_sentence_is_no_furniture() {
        for text in [
            "Berg came from the Ministry of\nHealth.",
            "Berg will come back on\n26 March 1987",
            "Both feared a\ndecline.",
        ] {
            assert_eq!(read(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn indented_runs_are_wrapped_by_indentation_only() {
        let text = "Berg spoke.\n \"The states are sensitive to every rumour.\nThey will react with energy and with solidarity.\"\n He left.";
        assert_eq!(read(text).len(), 3);
    }

    #[test]
    fn menus_and_lists_come_apart() {
        assert_eq!(read("XS\nSM\nMD\nLG"), ["XS", "SM", "MD", "LG"]);
        assert_eq!(
            read("They agreed on:\n- gas;\n- oil and\ncoal;\n2. trade."),
            ["They agreed on:", "gas;", "oil and/coal;", "trade."]
        );
        assert_eq!(list_mark("- "), None);
        assert_eq!(list_mark("1998. A year"), None);
        assert_eq!(list_mark("(b) sanctions"), Some(4));
    }
}
