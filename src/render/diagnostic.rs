//! A diagnostic as a person reads it: the message, the line with the place marked, the hint.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::Diagnostic;

/// Renders a diagnostic about `text`, which the reader knows as `name` (a file, or `query`).
///
/// ```text
/// error: `WHRE` is not expected here
///  --> query:1:11
///   |
/// 1 | SELECT ?x WHRE { ?x ?y ?z }
///   |           ^^^^
/// hint: did you mean `WHERE`?
/// ```
///
/// The result ends with a line feed. Without a place there is only the message.
pub fn render(diagnostic: &Diagnostic, name: &str, text: &str) -> String {
    let mut out = format!("error: {}\n", diagnostic.message);
    if let Some(span) = &diagnostic.span {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let number = text[..start].matches('\n').count() + 1;
        let column = text[line_start..start].chars().count() + 1;
        let margin = " ".repeat(number.to_string().len());
        let before = visible(&text[line_start..start]);
        let marked = visible(&text[start..end.min(line_end)]);
        let after = visible(&text[end.min(line_end)..line_end]);
        let carets = "^".repeat(marked.width().max(1));
        let label = diagnostic.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
        out += &format!("{margin}--> {name}:{number}:{column}\n{margin} |\n");
        out += &format!("{number} | {}\n", format!("{before}{marked}{after}").trim_end());
        out += &format!("{margin} | {}{carets}{label}\n", " ".repeat(before.width()));
    }
    if let Some(help) = &diagnostic.help {
        out += &format!("hint: {help}\n");
    }
    out
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Tabs as blanks and other control characters as their pictures, so that the caret stands where it should.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or(' '),
            '\u{7f}' => '\u{2421}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_the_place_in_its_line() {
        let text = "SELECT *\nWHRE {\t\"é漢\" ( }\n";
        let at = text.find('(').unwrap();
        let diagnostic = Diagnostic::new("`(` is never closed").at(at..at + 1).label("opened here").help("close it");
        insta::assert_snapshot!(render(&diagnostic, "query", text), @r#"
        error: `(` is never closed
         --> query:2:13
          |
        2 | WHRE { "é漢" ( }
          |              ^ opened here
        hint: close it
        "#);
    }

    #[test]
    fn any_span_of_any_text_renders() {
        for text in ["", "é", "a\nb", "\n", "漢\r\n"] {
            for start in 0..6 {
                for end in 0..6 {
                    let diagnostic = Diagnostic::new("m").at(start..end);
                    assert!(render(&diagnostic, "query", text).contains('^'));
                }
            }
        }
    }
}
