//! What stands behind a statement, as a person reads it: the sentence with the quotation marked, and where it is from.

use crate::query::EvidenceCard;

/// The card of one statement; `colour` marks the quotation by the terminal's means, else brackets do.
pub fn evidence(card: &EvidenceCard, colour: bool) -> String {
    let mut text = format!("{}\n", card.fact);
    for passage in &card.passages {
        let marked = passage.text.get(passage.marked.clone()).unwrap_or_default();
        let before = passage.text.get(..passage.marked.start).unwrap_or_default();
        let after = passage.text.get(passage.marked.end..).unwrap_or_default();
        let marked = if colour { format!("\x1b[1;4m{marked}\x1b[0m") } else { format!("«{marked}»") };
        text += &format!("  {}\n", format!("{before}{marked}{after}").replace('\n', " "));
    }
    let mut from = vec![card.article.clone()];
    from.extend(card.publisher.clone());
    from.extend(card.published.clone());
    text += &format!("  — {}\n", from.join(", "));
    let mut told = vec![card.status.clone()];
    told.extend(card.attributed_to.as_ref().map(|speaker| format!("according to {speaker}")));
    told.extend(card.rule.as_ref().map(|rule| format!("rule {rule}")));
    told.extend(card.confidence.as_ref().map(|confidence| format!("confidence {confidence}")));
    told.retain(|part| !part.is_empty());
    text + &format!("    {}\n", told.join(" · "))
}
