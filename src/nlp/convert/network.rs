//! The sections of the neural network: weights of encoders, tagger, parser and entity recogniser, and their labels.

use serde_json::Value as Json;

use super::package::{Package, get};
use super::thinc::{self, Layer};
use super::{ConvertError, Sections};

/// Rows of the embedding tables, by column of features.
const EMBEDDING_ROWS: [usize; 6] = [5000, 1000, 2500, 2500, 50, 50];
/// Width of a token's vector.
const WIDTH: usize = 96;
/// Width of the hidden layer of parser and entity recogniser.
const HIDDEN: usize = 64;

/// Adds all sections of the network.
pub(crate) fn add(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    add_encoder(package, sections, "tok2vec/model", "tok2vec", 6)?;
    add_encoder(package, sections, "ner/model", "ner.tok2vec", 4)?;
    add_tagger(package, sections)?;
    for (name, features, types) in [("parser", 8, &PARSER_MOVES), ("ner", 3, &NER_MOVES)] {
        let actions = actions(package, name, types)?;
        add_transition_scorer(package, sections, name, features, actions.len())?;
        sections.add_lines(format!("{name}.actions"), &actions);
    }
    Ok(())
}

fn add_encoder(
    package: &Package,
    sections: &mut Sections,
    file: &str,
    prefix: &str,
    columns: usize,
) -> Result<(), ConvertError> {
    let layers = thinc::layers(package, file)?;
    let unexpected = |reason: String| package.unexpected(file, reason);
    let of_kind = |kind: &str| layers.iter().filter(|layer| layer.kind == kind).collect::<Vec<_>>();
    let (embeddings, maxouts, norms) = (of_kind("hashembed"), of_kind("maxout"), of_kind("layernorm"));
    if (embeddings.len(), maxouts.len(), norms.len()) != (columns, 5, 5) {
        return Err(unexpected(format!("{} embeddings, {} maxout layers", embeddings.len(), maxouts.len())));
    }
    for (column, embedding) in embeddings.iter().enumerate() {
        let table = embedding.param("E", &[EMBEDDING_ROWS[column], WIDTH]).map_err(unexpected)?;
        sections.add_halves(format!("{prefix}.embed{column}"), table);
    }
    for (at, (maxout, norm)) in maxouts.iter().zip(norms).enumerate() {
        let (name, inputs) =
            if at == 0 { ("mix".to_owned(), columns * WIDTH) } else { (format!("conv{}", at - 1), 3 * WIDTH) };
        let mut add = |suffix: &str, layer: &Layer, param: &str, shape: &[usize]| {
            layer.param(param, shape).map(|numbers| sections.add_floats(format!("{prefix}.{name}.{suffix}"), numbers))
        };
        add("weights", maxout, "W", &[WIDTH, 3, inputs]).map_err(unexpected)?;
        add("bias", maxout, "b", &[WIDTH, 3]).map_err(unexpected)?;
        add("scale", norm, "G", &[WIDTH]).map_err(unexpected)?;
        add("shift", norm, "b", &[WIDTH]).map_err(unexpected)?;
    }
    Ok(())
}

fn add_tagger(package: &Package, sections: &mut Sections) -> Result<(), ConvertError> {
    let cfg = package.json("tagger/cfg")?;
    let labels: Option<Vec<String>> =
        cfg["labels"].as_array().and_then(|labels| labels.iter().map(|tag| Some(tag.as_str()?.to_owned())).collect());
    let labels = labels.ok_or_else(|| package.unexpected("tagger/cfg", "no list `labels`"))?;
    let layers = thinc::layers(package, "tagger/model")?;
    let [softmax] = layers.as_slice() else {
        return Err(package.unexpected("tagger/model", format!("{} layers, expected one", layers.len())));
    };
    let unexpected = |reason| package.unexpected("tagger/model", reason);
    sections.add_floats("tagger.weights", softmax.param("W", &[labels.len(), WIDTH]).map_err(unexpected)?);
    sections.add_floats("tagger.bias", softmax.param("b", &[labels.len()]).map_err(unexpected)?);
    sections.add_lines("tagger.labels", &labels);
    Ok(())
}

fn add_transition_scorer(
    package: &Package,
    sections: &mut Sections,
    name: &str,
    features: usize,
    actions: usize,
) -> Result<(), ConvertError> {
    let file = format!("{name}/model");
    let layers = thinc::layers(package, &file)?;
    let unexpected = |reason| package.unexpected(&file, reason);
    let find = |kind: &str, outputs: usize| {
        let found = layers.iter().find(|layer| layer.kind == kind && layer.width("W") == outputs);
        found.ok_or_else(|| package.unexpected(&file, format!("no layer `{kind}` with {outputs} outputs")))
    };
    let (reduce, lower, upper) =
        (find("linear", HIDDEN)?, find("precomputable_affine", features)?, find("linear", actions)?);
    let parts: [(&str, &Layer, &str, &[usize]); 7] = [
        ("reduce.weights", reduce, "W", &[HIDDEN, WIDTH]),
        ("reduce.bias", reduce, "b", &[HIDDEN]),
        ("lower.weights", lower, "W", &[features, HIDDEN, 2, HIDDEN]),
        ("lower.bias", lower, "b", &[HIDDEN, 2]),
        ("lower.pad", lower, "pad", &[1, features, HIDDEN, 2]),
        ("upper.weights", upper, "W", &[actions, HIDDEN]),
        ("upper.bias", upper, "b", &[actions]),
    ];
    for (suffix, layer, param, shape) in parts {
        sections.add_floats(format!("{name}.{suffix}"), layer.param(param, shape).map_err(unexpected)?);
    }
    Ok(())
}

/// Letters of the parser's move types, in the order of the file: shift, reduce, left arc, right arc, break.
const PARSER_MOVES: [Option<&str>; 6] = [Some("S"), Some("D"), Some("L"), Some("R"), Some("B"), None];
/// Letters of the recogniser's: missing (never an action), begin, in, last, unit, out.
const NER_MOVES: [Option<&str>; 6] = [None, Some("B"), Some("I"), Some("L"), Some("U"), Some("O")];

/// The actions in the order of the network's outputs, as `MOVE LABEL`.
///
/// The file `moves` gives for each move type the frequency of each label; outputs are numbered by move type, within it
/// by falling frequency, then by falling label.
fn actions(package: &Package, name: &str, types: &[Option<&str>; 6]) -> Result<Vec<String>, ConvertError> {
    let file = format!("{name}/moves");
    let outer = package.msgpack(&file)?;
    let text = get(&outer, "moves").and_then(|moves| moves.as_str()).unwrap_or_default();
    let moves: Json = serde_json::from_str(text).map_err(|error| package.unexpected(&file, error.to_string()))?;
    let mut actions = Vec::new();
    for (number, letter) in types.iter().enumerate() {
        let (Some(letter), Some(labels)) = (letter, moves[number.to_string()].as_object()) else { continue };
        let mut labels: Vec<_> = labels.iter().map(|(label, count)| (count.as_i64().unwrap_or(0), label)).collect();
        labels.sort_unstable_by(|a, b| b.cmp(a));
        if *letter == "O" {
            labels.retain(|(_, label)| label.is_empty());
        }
        actions.extend(labels.iter().map(|(_, label)| format!("{letter} {label}").trim_end().to_owned()));
    }
    Ok(actions)
}
