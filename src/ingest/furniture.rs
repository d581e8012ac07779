//! Page furniture: the lines of a web page or a wire that belong to the site and not to the article.
//!
//! Precision comes first: what is dropped here can never be evidence. So a line is furniture only as a whole, by its wording
//! and within a length that no such line exceeds; a sentence that merely speaks of cookies or copyright stays.

/// Lines that are furniture in every article, folded by [`fold`]: lower case, numbers as `#`, no marks around.
#[rustfmt::skip] // many to a line
const LINES: &[&str] = &[
    // Navigation.
    "accessibility links", "about us", "advertise with us", "all news", "archive", "back", "back to top",
    "breaking news", "browse", "business", "careers", "contact", "contact us", "culture", "economy", "editions",
    "entertainment", "faq", "go to top", "health", "help", "home", "home page", "jump to content", "jump to navigation",
    "languages", "latest", "latest news", "lifestyle", "live", "live tv", "local news", "main menu", "main navigation",
    "menu", "more", "more news", "navigation", "news", "news story", "next", "next article", "opinion", "our network",
    "page not found", "politics", "previous", "previous article", "previous next", "programmes", "quick links", "radio",
    "science", "search", "search form", "section menu", "sections", "site index", "site map", "sitemap",
    "skip navigation", "skip to content", "skip to main content", "skip to main navigation", "skip to navigation",
    "skip to search", "skip to footer", "sport", "sports", "tech", "technology", "top", "top of page", "top stories",
    "travel", "video", "videos", "watch live", "weather", "world", "world news", "you are here", "back to home",
    "toggle navigation", "close menu", "open menu",
    // Size and print buttons.
    "xs", "sm", "md", "lg", "xl", "a a a", "aa", "decrease font size", "increase font size", "font size", "text size",
    "larger", "smaller", "print", "print this", "print this article", "print this page", "print version",
    "printer friendly", "save", "bookmark", "listen", "listen to this article", "download", "download audio", "embed",
    "copy link", "copy url", "link copied",
    // Sharing.
    "e-mail", "email", "email this", "email this article", "facebook", "facebook twitter", "follow", "instagram",
    "like", "linkedin", "pinterest", "reddit", "send", "send to a friend", "share", "share on facebook",
    "share on twitter", "share this", "share this article", "share this page", "share this story", "share via email",
    "telegram", "tweet", "twitter", "whatsapp", "x", "youtube", "# shares", "# share",
    // Comments.
    "# comment", "# comments", "add a comment", "add comment", "add new comment", "cancel reply", "comment", "comments",
    "comments are closed", "comments (#", "join the conversation", "leave a comment", "leave a reply", "no comments",
    "no comments yet", "post a comment", "post comment", "reply", "show comments", "submit",
    "there are # comments on this post", "there are no comments yet", "view comments", "write a comment",
    "your email address will not be published", "required fields are marked",
    // Accounts and selling.
    "advertisement", "ad", "ads", "create account", "donate", "free newsletter", "log in", "log out", "login",
    "my account", "newsletter", "newsletters", "register", "sign in", "sign out", "sign up", "sponsored",
    "sponsored content", "subscribe", "subscribe now", "subscribe to our newsletter", "support us",
    "article continues below", "article continues below advertisement", "story continues below",
    "story continues below advertisement", "continue reading", "continue reading below",
    // Consent.
    "accept", "accept all", "accept all cookies", "accept cookies", "cookie policy", "cookie settings", "decline",
    "got it", "i accept", "i agree", "manage cookies", "privacy", "privacy policy", "reject all", "terms",
    "terms and conditions", "terms of service", "terms of use", "disclaimer",
    // Lost pages.
    "# not found", "error #", "not found", "the page you requested could not be found",
    "the page you are looking for does not exist",
    "the content you requested does not exist or is not available anymore",
    "the content you requested does not exist or is not available any more", "the content you requested does not exist",
    "the page you requested was not found", "page unavailable",
    // Ends and slugs of wires.
    "reuter", "reuters", "end", "ends", "end item", "more to come", "background", "urgent", "bc-",
    // Of the page as a page.
    "# min", "# min read", "# minute read", "# minutes read", "page # of #", "loading", "read more", "show more",
    "see more", "view more", "view all", "see all", "view gallery", "photo gallery", "gallery", "photos", "tags",
    "topics", "published", "updated", "by", "related", "image", "photo", "file photo", "getty images",
    "share your thoughts", "enlarge", "zoom", "play", "play video", "pause", "mute",
];

/// Headings of lists of other articles, folded: what follows is furniture until running text comes again.
#[rustfmt::skip] // many to a line
const LIST_HEADINGS: &[&str] = &[
    "also read", "also see", "editors' picks", "editor's picks", "from around the web", "in other news", "keep reading",
    "latest articles", "latest headlines", "latest stories", "more from this section", "more headlines",
    "more like this", "more on this story", "more on this topic", "more stories", "most popular", "most read",
    "most viewed", "other news", "popular", "read also", "read next", "recent articles", "recent news", "recent posts",
    "recommended", "recommended for you", "related articles", "related content", "related coverage", "related links",
    "related news", "related posts", "related stories", "related topics", "see also", "sister links", "top headlines",
    "trending", "trending now", "what to read next", "you may also like", "you might also like", "external links",
];

/// Beginnings of furniture, folded, with the most characters that such a line has.
#[rustfmt::skip] // many to a line
const BEGINNINGS: &[(&str, usize)] = &[
    ("© ", 300), ("(c) #", 300), ("copyright ©", 300), ("copyright (c", 300), ("copyright #", 300),
    ("all rights reserved", 300), ("read on the website", 120), ("read more:", 200), ("read also:", 200),
    ("read next:", 200), ("see also:", 200), ("also read:", 200), ("related:", 200), ("click here to", 160),
    ("click to share", 120), ("follow us on", 120), ("find us on", 120), ("like us on", 120), ("join us on", 120),
    ("share this ", 60), ("share on ", 40), ("sign up for our", 200), ("sign up to our", 200),
    ("subscribe to our", 200), ("get our newsletter", 160), ("get the latest news", 160), ("filed under", 160),
    ("posted in", 160), ("tagged with", 160), ("tags:", 200), ("topics:", 200), ("categories:", 200),
    ("category:", 120), ("copy link to", 120), ("your browser does not support", 200), ("enable javascript", 200),
    ("please enable javascript", 200), ("javascript is disabled", 200), ("by continuing to use this", 300),
    ("by using this site", 300), ("we and our partners", 500), ("manage your cookie", 160), ("view this post on", 80),
    ("advertisement ", 60), ("photo credit", 120), ("photo by", 80), ("photo:", 80), ("photos:", 80), ("image:", 80),
    ("picture:", 80), ("photograph:", 80), ("image credit", 120), ("editing by", 120), ("(editing by", 160),
    ("logged in as", 80), ("you must be logged in", 120), ("powered by ", 60), ("print this ", 40), ("email this ", 40),
    ("last updated:", 60), ("last modified:", 60),
];

/// True if the line belongs to the site: a button, a menu entry, a notice, a wire's end mark.
pub(super) fn is_furniture(line: &str) -> bool {
    // Without a letter or a digit there is nothing to read: rules of stars and dashes.
    if !line.contains(char::is_alphanumeric) {
        return true;
    }
    // Nothing below matches longer lines, and folding them would cost time.
    if line.len() > 1000 {
        return false;
    }
    let folded = fold(line);
    let length = folded.chars().count();
    // "Health." ends a sentence, "Health" is an entry of a menu.
    let is_line = || !line.ends_with('.') || folded.split(' ').count() >= 3;
    (LINES.contains(&folded.as_str()) && is_line())
        || LIST_HEADINGS.contains(&folded.as_str())
        || BEGINNINGS.iter().any(|&(start, longest)| length <= longest && folded.starts_with(start))
        || (length <= 300 && (folded.contains("© #") || folded.ends_with("all rights reserved")))
        || is_cookie_notice(&folded, length)
        || is_desk_note(line, &folded, length)
}

/// True if a list of other articles follows.
pub(super) fn is_list_heading(line: &str) -> bool {
    line.len() < 40 && LIST_HEADINGS.contains(&fold(line).as_str())
}

fn is_cookie_notice(folded: &str, length: usize) -> bool {
    let asks = [
        "we use",
        "this site uses",
        "this website uses",
        "our site uses",
        "our website uses",
        "uses cookies to",
        "by clicking",
        "by browsing",
    ];
    length <= 600 && folded.contains("cookies") && asks.iter().any(|start| folded.starts_with(start))
}

/// "(Reporting by A; Editing by B)", "(jai/gm)", "(fd)".
fn is_desk_note(line: &str, folded: &str, length: usize) -> bool {
    let reporting = [
        "(reporting by",
        "reporting by",
        "(additional reporting by",
        "additional reporting by",
        "(writing by",
        "writing by",
    ];
    let credits = reporting.iter().any(|start| folded.starts_with(start));
    let initials = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    (credits && (length <= 80 || (length <= 300 && folded.contains("editing by"))))
        || initials.is_some_and(|rest| rest.len() <= 12 && rest.chars().all(|c| c.is_lowercase() || c == '/'))
}

/// Lower case, single blanks, plain quotes, runs of digits as `#`, no marks at the ends except opening brackets and `©`.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if c.is_ascii_digit() => {
                if !folded.ends_with('#') {
                    folded.push('#');
                }
            }
            '‘' | '’' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            c if c.is_control() => {}
            c => folded.push(c),
        }
    }
    let at_ends = |c: char| !c.is_alphanumeric() && !matches!(c, '#' | '(' | '©');
    let trimmed = folded.trim_start_matches(at_ends).trim_end_matches(|c: char| at_ends(c) || c == '(');
    // "Tags:" keeps what tells it from a sentence about tags.
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_site_are_furniture() {
        for line in [
            "Skip to main content",
            "XS",
            "LG",
            "Leave A Comment",
            "There are 0 comments on this post",
            "Page not found",
            "* * *",
            "-----",
            "404 Not Found",
            "The content you requested does not exist or is not available anymore.",
            "© 2017 Example Media. All rights reserved.",
            "Copyright 2016 Example",
            "We use cookies to improve your experience. By continuing you accept our cookies.",
            "(Reporting by Ann Example; Editing by Bob Sample)",
            "(jai/gm)",
            "REUTER",
            "\u{3}",
            "Read more: Summit ends without a deal",
            "Read on the website Example Herald",
            "12 Comments",
            "5 min read",
            "Related Articles",
            "Share this article",
            "» Home",
            "Tags: energy, gas",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn sentences_of_the_article_are_not() {
        for line in [
            "The commission fined the company for its use of cookies.",
            "Cookies were served at the reception.",
            "Copyright law was on the agenda of the talks.",
            "Reuters reported that the two sides had met.",
            "Comments by the minister angered Ankara.",
            "World leaders arrived in Hamburg.",
            "More than 2,000 people attended.",
            "End Text to follow",
            "Uniform stance",
            "Strategic partnership",
            "AP - The president was in Beijing on Tuesday.",
            "(He spoke on condition of anonymity.)",
            "The page you requested was handed to the court, the judge said.",
            "Share prices fell in Tokyo.",
            "Photographs showed the ministers together.",
            "Related talks were held in Bishkek.",
            "Health.",
            "Read the joint statement: both sides oppose the plan.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn lists_of_other_articles_are_announced() {
        assert!(is_list_heading("Related Stories:"));
        assert!(is_list_heading("Most Read"));
        assert!(!is_list_heading("Related stories were published by two other papers"));
    }
}
