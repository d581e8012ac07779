//! Writing what a query gives: a table for people, the W3C's formats for programs.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use oxrdfio::{RdfFormat, RdfSerializer};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spareval::{QueryEvaluationError, QuerySolutionIter, QueryTripleIter};

use crate::cli::exit::Found;
use crate::diagnostic::Diagnostic;
use crate::graph::prefixes;
use crate::query::language::Answer;
use crate::query::sparql::{QueryError, QueryResults};
use crate::render;

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Csv,
    Tsv,
    Json,
    /// One JSON object a line, for questions in the small language
    Jsonl,
    /// A Markdown table, for questions in the small language
    Md,
    Xml,
    Ttl,
    Nt,
    Nq,
    Trig,
    Jsonld,
}

impl Format {
    /// Whether the rows of an answer can be written in it.
    pub(crate) fn holds_answers(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Json | Self::Jsonl | Self::Md)
    }
}

/// Where results go and what the person asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// The format, if one was chosen.
    pub(crate) format: Option<Format>,
    /// Whether a person reads it: decides the format where none was chosen.
    pub(crate) at_terminal: bool,
    /// Columns of the terminal; without it no cell is cut.
    pub(crate) width: Option<usize>,
    /// How many rows or triples may be written; with more the answer ends in an error.
    pub(crate) max_rows: Option<u64>,
}

impl Output {
    /// To standard output, as it is.
    pub(crate) fn to_stdout(format: Option<Format>) -> Self {
        let at_terminal = io::stdout().is_terminal();
        let width = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
        Self { format, at_terminal, width: width.filter(|_| at_terminal), max_rows: None }
    }

    /// Refuses the row that follows so many.
    fn check(&self, rows: usize) -> Result<(), ResultsError> {
        match self.max_rows {
            Some(most) if rows as u64 >= most => Err(ResultsError::Limit(
                Diagnostic::new(format!("the answer has more than {most} rows"))
                    .help("narrow it, add `LIMIT` or `| top`, or raise `--max-rows`"),
            )),
            _ => Ok(()),
        }
    }

    fn or(&self, at_terminal: Format, to_pipe: Format) -> Format {
        self.format.unwrap_or(if self.at_terminal { at_terminal } else { to_pipe })
    }
}

/// Writes the answer to a question in the small language, and its notes to standard error.
pub(crate) fn write_answer(
    answer: &Answer,
    output: &Output,
    most: Option<usize>,
    out: impl Write,
) -> Result<Found, ResultsError> {
    let found = write_rows(answer, output, most, out)?;
    for note in &answer.notes {
        writeln!(io::stderr(), "note: {note}")?;
    }
    Ok(found)
}

/// Writes the rows of an answer.
pub(crate) fn write_rows(
    answer: &Answer,
    output: &Output,
    most: Option<usize>,
    mut out: impl Write,
) -> Result<Found, ResultsError> {
    if let Some(before) = answer.rows.len().checked_sub(1) {
        output.check(before)?;
    }
    let text = match output.or(Format::Table, Format::Tsv) {
        Format::Table => render::answer::table(answer, output.width, most),
        Format::Csv => render::answer::csv(answer),
        Format::Tsv => render::answer::tsv(answer),
        Format::Json => render::answer::json(answer),
        Format::Jsonl => render::answer::json_lines(answer),
        Format::Md => render::answer::markdown(answer),
        format => return Err(wrong_format(format, "the rows of an answer", "table, csv, tsv, json, jsonl or md")),
    };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(if answer.rows.is_empty() { Found::Nothing } else { Found::Yes })
}

/// Why results could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ResultsError {
    #[error(transparent)]
    Query(QueryError),
    #[error(transparent)]
    Format(Diagnostic),
    /// There are more rows than were allowed.
    #[error(transparent)]
    Limit(Diagnostic),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<QueryEvaluationError> for ResultsError {
    fn from(error: QueryEvaluationError) -> Self {
        Self::Query(error.into())
    }
}

/// Writes the results as they are computed and says whether there were any.
pub(crate) fn write(
    results: QueryResults<'static>,
    output: &Output,
    mut out: impl Write,
) -> Result<Found, ResultsError> {
    let found = match results {
        QueryResults::Graph(triples) => write_graph(triples, output, &mut out)?,
        QueryResults::Boolean(value) => write_boolean(value, output.or(Format::Table, Format::Table), &mut out)?,
        QueryResults::Solutions(solutions) => {
            let format = output.or(Format::Table, Format::Tsv);
            match solutions_format(format) {
                Some(format) => write_solutions(solutions, format, output, &mut out)?,
                None if format == Format::Table => write_table(solutions, output, &mut out)?,
                None => return Err(wrong_format(format, "solutions", "table, csv, tsv, json or xml")),
            }
        }
    };
    out.flush()?;
    Ok(found)
}

fn write_graph(triples: QueryTripleIter<'_>, output: &Output, out: impl Write) -> Result<Found, ResultsError> {
    let format = output.or(Format::Ttl, Format::Nt);
    let Some(format) = graph_format(format) else {
        return Err(wrong_format(format, "a graph", "ttl, nt, nq, trig or jsonld"));
    };
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, space) in prefixes() {
        serializer = serializer.with_prefix(*prefix, *space).expect("the name spaces of our own table are IRIs");
    }
    let mut serializer = serializer.for_writer(out);
    let mut found = Found::Nothing;
    for (number, triple) in triples.enumerate() {
        let triple = triple?;
        output.check(number)?;
        serializer.serialize_triple(triple.as_ref())?;
        found = Found::Yes;
    }
    serializer.finish()?;
    Ok(found)
}

fn write_boolean(value: bool, format: Format, mut out: impl Write) -> Result<Found, ResultsError> {
    match (format, solutions_format(format)) {
        (Format::Table | Format::Csv | Format::Tsv, _) => writeln!(out, "{value}")?,
        (_, Some(format)) => {
            QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut out, value)?;
            writeln!(out)?;
        }
        (format, None) => return Err(wrong_format(format, "yes or no", "table, csv, tsv, json or xml")),
    }
    Ok(if value { Found::Yes } else { Found::Nothing })
}

fn write_solutions(
    solutions: QuerySolutionIter<'_>,
    format: QueryResultsFormat,
    output: &Output,
    mut out: impl Write,
) -> Result<Found, ResultsError> {
    let variables = solutions.variables().to_vec();
    let mut serializer =
        QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(&mut out, variables)?;
    let mut found = Found::Nothing;
    for (number, solution) in solutions.enumerate() {
        let solution = solution?;
        output.check(number)?;
        serializer.serialize(&solution)?;
        found = Found::Yes;
    }
    serializer.finish()?;
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        writeln!(out)?;
    }
    Ok(found)
}

fn write_table(solutions: QuerySolutionIter<'_>, output: &Output, mut out: impl Write) -> Result<Found, ResultsError> {
    let header: Vec<String> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution?;
        output.check(rows.len())?;
        rows.push(solution.values().to_vec());
    }
    write!(out, "{}", render::table::render(&header, &rows, output.width))?;
    Ok(if rows.is_empty() { Found::Nothing } else { Found::Yes })
}

fn solutions_format(format: Format) -> Option<QueryResultsFormat> {
    match format {
        Format::Csv => Some(QueryResultsFormat::Csv),
        Format::Tsv => Some(QueryResultsFormat::Tsv),
        Format::Json => Some(QueryResultsFormat::Json),
        Format::Xml => Some(QueryResultsFormat::Xml),
        _ => None,
    }
}

fn graph_format(format: Format) -> Option<RdfFormat> {
    match format {
        Format::Ttl => Some(RdfFormat::Turtle),
        Format::Nt => Some(RdfFormat::NTriples),
        Format::Nq => Some(RdfFormat::NQuads),
        Format::Trig => Some(RdfFormat::TriG),
        Format::Jsonld => RdfFormat::from_extension("jsonld"),
        _ => None,
    }
}

fn wrong_format(format: Format, result: &str, formats: &str) -> ResultsError {
    let format = format!("{format:?}").to_lowercase();
    let message = format!("`{format}` cannot hold {result}, which is what this query gives");
    ResultsError::Format(Diagnostic::new(message).help(format!("take {formats}")))
}
