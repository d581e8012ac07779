//! `tercet merge`, `split` and `never-merge`: what a user knows better about who is who.

use std::io::{self, Write};

use clap::Args;
use oxrdf::NamedNode;

use super::DatabaseArgs;
use crate::cli::CommandResult;
use crate::cli::exit::Found;
use crate::graph::Judgements;
use crate::pipeline;
use crate::query::find_entity;
use crate::render;
use crate::store::Store;

/// Say that two entities are one
///
/// The first keeps its name, the other becomes an alias of it, in every article, now and in later ingests. `tercet split`
/// takes it back.
#[derive(Args)]
pub(crate) struct MergeArgs {
    /// The entity whose name stays: its name or IRI
    #[arg(required_unless_present = "list", requires = "other")]
    kept: Option<String>,
    /// The entity that is the same
    other: Option<String>,
    /// Print all judgements
    #[arg(long, conflicts_with = "kept")]
    list: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Take merged entities apart again, or an entity out of one article
///
/// `split A` takes back all merges into A, `split A B` that of B. `split A --article X` says that what article X calls A is
/// somebody else, who is called NAME from now on; `split NAME` takes that back.
#[derive(Args)]
pub(crate) struct SplitArgs {
    /// The entity: its name or IRI
    #[arg(required_unless_present = "list")]
    entity: Option<String>,
    /// What was merged into it; without it, everything that was
    #[arg(conflicts_with = "article")]
    other: Option<String>,
    /// The article that means somebody else: its key, short name or IRI
    #[arg(long, value_name = "ARTICLE")]
    article: Vec<String>,
    /// How who is meant there is called from now on [default: the name with the article in brackets]
    #[arg(long = "as", value_name = "NAME", requires = "article")]
    name: Option<String>,
    /// Print all judgements
    #[arg(long, conflicts_with = "entity")]
    list: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Say that two entities are different, so that merging them is refused
#[derive(Args)]
pub(crate) struct NeverMergeArgs {
    /// One of the two: its name or IRI
    #[arg(required_unless_present = "list", requires = "b")]
    a: Option<String>,
    /// The other
    b: Option<String>,
    /// Take that back
    #[arg(long)]
    forget: bool,
    /// Print all judgements
    #[arg(long, conflicts_with = "a")]
    list: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs `merge`.
pub(crate) fn merge(args: &MergeArgs) -> CommandResult {
    let (Some(kept), Some(other)) = (&args.kept, &args.other) else { return list(&args.database) };
    let store = Store::open(&args.database.existing()?)?;
    let articles = pipeline::merge(&store, &entity(&store, kept)?, &entity(&store, other)?)?;
    changed(articles, &format!("`{other}` is `{kept}`"))
}

/// Runs `split`.
pub(crate) fn split(args: &SplitArgs) -> CommandResult {
    let Some(name) = &args.entity else { return list(&args.database) };
    let store = Store::open(&args.database.existing()?)?;
    let iri = entity(&store, name)?;
    if args.article.is_empty() {
        let articles = pipeline::split(&store, &iri, args.other.as_deref())?;
        return changed(articles, &format!("`{name}` is taken apart"));
    }
    let mut articles = 0;
    for article in &args.article {
        articles += pipeline::set_apart(&store, &iri, article, args.name.as_deref())?;
    }
    changed(articles, &format!("`{name}` is somebody else there"))
}

/// Runs `never-merge`.
pub(crate) fn never_merge(args: &NeverMergeArgs) -> CommandResult {
    let (Some(a), Some(b)) = (&args.a, &args.b) else { return list(&args.database) };
    let store = Store::open(&args.database.existing()?)?;
    let (first, second) = (entity(&store, a)?, entity(&store, b)?);
    if args.forget {
        pipeline::forget_difference(&store, &first, &second)?;
        writeln!(io::stderr(), "`{a}` and `{b}` may be merged")?;
    } else {
        pipeline::never_merge(&store, &first, &second)?;
        writeln!(io::stderr(), "`{a}` and `{b}` are different")?;
    }
    Ok(Found::Yes)
}

fn entity(store: &Store, name: &str) -> Result<NamedNode, crate::diagnostic::Diagnostic> {
    find_entity(&store.snapshot(), name).one(name)
}

fn changed(articles: usize, what: &str) -> CommandResult {
    writeln!(io::stderr(), "{what}: {articles} article{} changed", if articles == 1 { "" } else { "s" })?;
    Ok(Found::Yes)
}

fn list(database: &DatabaseArgs) -> CommandResult {
    let store = Store::open_read_only(&database.existing()?)?;
    let judgements = Judgements::read(&store.snapshot());
    io::stdout().write_all(render::judgements(&judgements).as_bytes())?;
    Ok(if judgements.is_empty() { Found::Nothing } else { Found::Yes })
}
