//! What a web page says about itself: JSON-LD, OpenGraph and other meta tags, `<time>`, headings.

use dom_query::Document as Dom;
use serde_json::Value;

use super::readable::{Metadata, date_value, page_url, value};
use crate::text::PartialDate;

/// The metadata of a page, and its headline where the page states it as such.
#[derive(Debug, Default, PartialEq)]
pub(super) struct PageMetadata {
    pub(super) metadata: Metadata,
    pub(super) headline: Option<String>,
}

/// Meta tags for the date of publication, the surest first.
const DATE_KEYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "article.published",
    "published_at",
    "displaydate",
    "date",
];

const TITLE_KEYS: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline"];

const PUBLISHER_KEYS: &[&str] = &["og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"];

/// Reads everything that the page states; what it does not state stays unknown.
pub(super) fn page_metadata(dom: &Dom) -> PageMetadata {
    let tags = meta_tags(dom);
    let tag = |keys: &[&str]| {
        keys.iter().find_map(|key| tags.iter().find(|(name, _)| name == key).and_then(|(_, content)| value(content)))
    };
    let linked = linked_article(dom).unwrap_or_default();
    let heading = only_heading(dom);
    let page_title = value(&dom.select_single("title").text());
    let publisher = linked.publisher.or_else(|| tag(PUBLISHER_KEYS));
    let headline = linked.title.or_else(|| tag(TITLE_KEYS)).or(heading);
    let headline = headline.map(|title| without_site(&title, publisher.as_deref()).to_owned());
    let title =
        headline.clone().or_else(|| page_title.map(|title| without_site(&title, publisher.as_deref()).to_owned()));
    let tagged_date = || {
        DATE_KEYS
            .iter()
            .find_map(|key| tags.iter().find(|(name, _)| name == key).and_then(|(_, text)| date_value(text)))
    };
    let date = linked.date.or_else(tagged_date).or_else(|| time_element(dom));
    let url = dom.select_single("link[rel='canonical']").attr("href").and_then(|href| page_url(&href));
    let url = url.or_else(|| tag(&["og:url"]).and_then(|url| page_url(&url))).or(linked.url);
    PageMetadata { metadata: Metadata { url, title, publisher, date }, headline }
}

/// Names (lower case) and contents of the meta tags, in order.
fn meta_tags(dom: &Dom) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for node in dom.select("meta[content]").nodes() {
        let name = ["property", "name", "itemprop"].into_iter().find_map(|attribute| node.attr(attribute));
        if let (Some(name), Some(content)) = (name, node.attr("content")) {
            tags.push((name.trim().to_ascii_lowercase(), content.to_string()));
        }
    }
    tags
}

/// The first `<h1>` of an article, else that of the page if it has just one.
fn only_heading(dom: &Dom) -> Option<String> {
    let in_article = dom.select("article h1, main h1");
    if let Some(node) = in_article.nodes().first() {
        return value(&node.text());
    }
    match dom.select("h1").nodes() {
        [only] => value(&only.text()),
        _ => None,
    }
}

/// The day of publication in a `<time>` element: one marked so, else the first within the article, else the only one.
fn time_element(dom: &Dom) -> Option<PartialDate> {
    let date =
        |selector: &str| dom.select(selector).nodes().first().and_then(|node| date_value(&node.attr("datetime")?));
    let marked = date("time[pubdate][datetime], time[itemprop='datePublished'][datetime]");
    marked.or_else(|| date("article time[datetime], main time[datetime]")).or_else(|| {
        match dom.select("time[datetime]").nodes() {
            [only] => date_value(&only.attr("datetime")?),
            _ => None,
        }
    })
}

/// The article among the JSON-LD objects of the page.
fn linked_article(dom: &Dom) -> Option<Metadata> {
    let scripts = dom.select("script[type='application/ld+json']");
    for node in scripts.nodes() {
        let text = node.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        // A damaged block is no reason to refuse the page.
        let Ok(json) = serde_json::from_str::<Value>(text) else { continue };
        if let Some(article) = find_article(&json) {
            let string = |key: &str| article.get(key).and_then(name_of).and_then(|text| value(&text));
            let url =
                ["url", "mainEntityOfPage", "@id"].iter().find_map(|key| string(key).and_then(|url| page_url(&url)));
            let date =
                ["datePublished", "dateCreated"].iter().find_map(|key| string(key).and_then(|text| date_value(&text)));
            let publisher = string("publisher").or_else(|| string("sourceOrganization"));
            return Some(Metadata { url, title: string("headline").or_else(|| string("name")), publisher, date });
        }
    }
    None
}

/// Searches arrays and `@graph` for an object whose type is an article. The parser bounds the depth.
fn find_article(json: &Value) -> Option<&Value> {
    match json {
        Value::Array(values) => values.iter().find_map(find_article),
        Value::Object(object) => {
            let is_article = |name: &Value| {
                name.as_str().is_some_and(|name| {
                    name.ends_with("Article") || matches!(name, "BlogPosting" | "Report" | "LiveBlogPosting")
                })
            };
            let matches = match object.get("@type") {
                Some(Value::Array(types)) => types.iter().any(is_article),
                Some(name) => is_article(name),
                None => false,
            };
            if matches { Some(json) } else { object.get("@graph").and_then(find_article) }
        }
        _ => None,
    }
}

/// A string, or the name (or identity) of the object or of the first of several objects.
fn name_of(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.first().and_then(name_of),
        Value::Object(object) => {
            object.get("name").or_else(|| object.get("@id")).and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    }
}

/// "Bridge agreed | Example Herald" without the site: the publisher's name, or what follows the last bar.
fn without_site<'a>(title: &'a str, publisher: Option<&str>) -> &'a str {
    let separators = [" | ", " - ", " – ", " — ", " » ", " :: "];
    let Some((at, separator)) = separators.iter().filter_map(|s| title.rfind(s).map(|at| (at, *s))).max() else {
        return title;
    };
    let site = &title[at + separator.len()..];
    let is_site = publisher.is_some_and(|publisher| publisher.eq_ignore_ascii_case(site))
        || matches!(separator, " | " | " :: " | " » ");
    if is_site && at > 0 { &title[..at] } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> (Option<String>, Option<String>, Option<String>, Option<String>) {
        let Metadata { url, title, publisher, date } = page_metadata(&Dom::from(html)).metadata;
        (title, publisher, date.map(|date| date.to_string()), url)
    }

    fn some(
        title: &str,
        publisher: &str,
        date: &str,
        url: &str,
    ) -> (Option<String>, Option<String>, Option<String>, Option<String>) {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (known(title), known(publisher), known(date), known(url))
    }

    #[test]
    fn json_ld_is_read_in_its_shapes() {
        let expected = some("Bridge agreed", "Example Herald", "2017-06-08", "https://example.org/bridge");
        let article = r#"{"@type":"NewsArticle","headline":"Bridge agreed","datePublished":"2017-06-08T10:00:00Z",
            "publisher":{"@type":"Organization","name":"Example Herald"},"mainEntityOfPage":{"@id":"https://example.org/bridge"}}"#;
        let other = r#"{"@type":"WebSite","name":"No","url":"https://example.org/"}"#;
        for json in [
            article.to_owned(),
            format!("[{other},{article}]"),
            format!(r#"{{"@context":"https://schema.org","@graph":[{other},{article}]}}"#),
            article.replace(r#""NewsArticle""#, r#"["Thing","ReportageNewsArticle"]"#),
        ] {
            assert_eq!(read(&format!("<script type='application/ld+json'>{json}</script>")), expected, "{json}");
        }
    }

    #[test]
    fn damaged_json_ld_falls_back_to_tags() {
        let html =
            "<title>Bridge agreed - Example Herald</title><script type='application/ld+json'>{\"@type\":</script>
            <meta property='og:site_name' content='Example Herald'><meta name='DC.date' content='8 June 2017'>
            <link rel=canonical href='https://example.org/bridge'>";
        assert_eq!(read(html), some("Bridge agreed", "Example Herald", "2017-06-08", "https://example.org/bridge"));
    }

    #[test]
    fn headings_and_times_are_the_last_resort() {
        let html = "<html><body><article><h1>Bridge  agreed</h1><time datetime='2017-06-08T10:00'>today</time></article></body></html>";
        assert_eq!(read(html), some("Bridge agreed", "", "2017-06-08", ""));
        assert_eq!(read("<p>nothing"), some("", "", "", ""));
        assert_eq!(
            read("<h1>A</h1><h1>B</h1><time datetime=2017></time><time datetime=2016></time>"),
            some("", "", "", "")
        );
    }

    #[test]
    fn the_address_of_a_site_is_not_that_of_an_article() {
        assert_eq!(read("<link rel=canonical href='https://example.org/'><meta property=og:url content='/a'>").3, None);
    }
}
