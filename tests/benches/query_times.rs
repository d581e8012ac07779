//! Answers queries in one process and says how long each took, for `compare_stores.py`: reads a query a line, writes the
//! milliseconds of the median run, the answer as TSV and a line `end`.
//!
//! `cargo run --release --example query-times -- DATABASE RUNS < queries`

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Instant;

use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use tercet::query::sparql::{self, CancellationToken, DatasetMode, QueryResults, Request};
use tercet::store::{Snapshot, Store};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let database = arguments.next().ok_or("which database?")?;
    let runs: usize = arguments.next().map_or(Ok(5), |runs| runs.parse())?;
    let snapshot = Store::open_read_only(Path::new(&database))?.snapshot();
    let mut out = io::stdout().lock();
    for query in io::stdin().lock().lines() {
        let query = query?;
        let mut times = Vec::with_capacity(runs);
        let mut answer = Vec::new();
        for _ in 0..runs.max(1) {
            let begun = Instant::now();
            answer = ask(&query, &snapshot)?;
            times.push(begun.elapsed());
        }
        times.sort();
        writeln!(out, "{}", times[times.len() / 2].as_secs_f64() * 1000.0)?;
        out.write_all(&answer)?;
        writeln!(out, "end")?;
        out.flush()?;
    }
    Ok(())
}

/// The solutions as TSV.
fn ask(query: &str, snapshot: &Snapshot) -> Result<Vec<u8>, Box<dyn Error>> {
    let Request::Query(query) = sparql::parse(query, &[])? else { return Err("no query".into()) };
    let results = sparql::evaluate(&query, snapshot, DatasetMode::Union, &CancellationToken::new())?;
    let QueryResults::Solutions(solutions) = results else { return Err("no solutions".into()) };
    let mut writer = QueryResultsSerializer::from_format(QueryResultsFormat::Tsv)
        .serialize_solutions_to_writer(Vec::new(), solutions.variables().to_vec())?;
    for solution in solutions {
        writer.serialize(&solution?)?;
    }
    Ok(writer.finish()?)
}
