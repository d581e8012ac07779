//! Writes a seeded graph like that of news as N-Quads: `cargo run --release --example news-graph -- 10000000 > news.nq`.

mod news;

use std::io::{self, BufWriter, Write};

use news::News;

fn main() -> io::Result<()> {
    let wanted = std::env::args().nth(1).and_then(|number| number.replace('_', "").parse().ok()).unwrap_or(1_000_000);
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for quad in News::new(7).flatten().take(wanted) {
        writeln!(out, "{quad} .")?;
    }
    out.flush()
}
