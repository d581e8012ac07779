//! Words per second from text to annotated sentences, on the `text` of each line of a JSON Lines file.
//!
//! `annotation-speed FILE THREADS INSTRUCTIONS SECONDS` annotates the file over and over for at least SECONDS and prints
//! one JSON object: the best pass, by the clock and by the processor's time, and the peak of memory. The model is loaded
//! before the clock runs.

#![allow(clippy::print_stdout)] // its output is its purpose

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tercet::nlp::{Annotator, Instructions};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, threads, instructions, seconds] = args.as_slice() else {
        return Err("usage: annotation-speed FILE THREADS INSTRUCTIONS SECONDS".into());
    };
    let chosen = Instructions::ALL.iter().find(|known| known.as_str() == instructions);
    let chosen = *chosen.ok_or("instructions are avx512, avx2 or portable")?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.parse()?).build()?;
    let least = Duration::from_secs_f64(seconds.parse()?);
    let texts = texts(&fs::read_to_string(file)?)?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();

    let loading = Instant::now();
    let annotator = Annotator::embedded_with(chosen)?;
    let loaded = loading.elapsed();

    let (mut wall, mut cpu, mut tokens) = (f64::MAX, f64::MAX, 0);
    let start = Instant::now();
    while start.elapsed() < least || tokens == 0 {
        let (pass, pass_cpu) = (Instant::now(), processor_seconds()?);
        tokens = pool.install(|| texts.par_iter().with_max_len(1).map(|text| count_tokens(&annotator, text)).sum());
        wall = wall.min(pass.elapsed().as_secs_f64());
        cpu = cpu.min(processor_seconds()? - pass_cpu);
    }
    println!(
        "{}",
        serde_json::json!({
            "words": words, "tokens": tokens, "words_per_second": words as f64 / wall,
            "words_per_cpu_second": words as f64 / cpu, "load_ms": loaded.as_secs_f64() * 1e3, "peak_mb": peak_mb()?,
        })
    );
    Ok(())
}

fn texts(file: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in file.lines() {
        let doc: serde_json::Value = serde_json::from_str(line)?;
        texts.push(doc["text"].as_str().ok_or("a line without `text`")?.to_owned());
    }
    Ok(texts)
}

fn count_tokens(annotator: &Annotator, text: &str) -> usize {
    annotator.annotate_text(text).iter().map(|sent| sent.tokens.len()).sum()
}

/// Time that the process's threads spent on processors, from Linux's accounts in nanoseconds.
fn processor_seconds() -> Result<f64, Box<dyn Error>> {
    let mut nanoseconds = 0.0;
    for thread in fs::read_dir("/proc/self/task")? {
        let account = fs::read_to_string(thread?.path().join("schedstat"))?;
        nanoseconds += account.split(' ').next().ok_or("an empty account")?.parse::<f64>()?;
    }
    Ok(nanoseconds / 1e9)
}

fn peak_mb() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak")?;
    Ok(peak.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}
