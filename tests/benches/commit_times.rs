//! How long it takes to commit an article: adds generated articles to a database, each in a transaction of its own, and writes
//! the median, the 99th percentile and the longest in milliseconds, separated by tabs.
//!
//! `cargo run --release --example commit-times -- DATABASE ARTICLES`; `compare_growth.py` runs it. The articles stay in the database.

mod news;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use news::News;
use tercet::store::{Store, StoreError};

/// Another seed than that of `news-graph`: the articles are new.
const SEED: u64 = 99;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let database = arguments.next().ok_or("which database?")?;
    let articles: usize = arguments.next().map_or(Ok(1000), |number| number.parse())?;
    let store = Store::open(Path::new(&database))?;
    let mut times = Vec::with_capacity(articles);
    let mut quads = 0;
    for article in News::new(SEED).take(articles) {
        quads += article.len();
        let begun = Instant::now();
        store.write(|tx| {
            for quad in &article {
                tx.insert(quad.as_ref());
            }
            Ok::<_, StoreError>(())
        })?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let mean = quads as f64 / articles as f64;
    writeln!(io::stdout(), "{:.3}\t{:.3}\t{:.3}\t{mean:.0}", at(0.5), at(0.99), at(1.0))?;
    Ok(())
}
