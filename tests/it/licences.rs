//! The notices cover what is linked: a crate added without its licence fails here.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

/// Name and version of every crate that is linked on this platform, from cargo's own resolution.
fn linked_crates() -> BTreeSet<String> {
    let host = Command::new(env!("CARGO")).args(["-vV"]).output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", &host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let array = |value: &Value| value.as_array().unwrap().clone();
    let string = |value: &Value| value.as_str().unwrap().to_owned();
    let nodes: BTreeMap<String, Value> =
        array(&metadata["resolve"]["nodes"]).into_iter().map(|node| (string(&node["id"]), node)).collect();
    let root = string(&metadata["resolve"]["root"]);
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![root.clone()]);
    while let Some(id) = waiting.pop() {
        if seen.insert(id.clone()) {
            let linked = array(&nodes[&id]["deps"])
                .into_iter()
                .filter(|dep| array(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()));
            waiting.extend(linked.map(|dep| string(&dep["pkg"])));
        }
    }
    seen.remove(&root);
    array(&metadata["packages"])
        .iter()
        .filter(|package| seen.contains(package["id"].as_str().unwrap()))
        .map(|package| format!("{} {}", string(&package["name"]), string(&package["version"])))
        .collect()
}

#[test]
fn every_linked_crate_has_its_notice() {
    let printed = cargo_bin_cmd!("tercet").arg("licenses").assert().success().get_output().stdout.clone();
    let printed = String::from_utf8(printed).unwrap();
    let crates = linked_crates();
    assert!(crates.len() > 100, "the dependencies were found");
    let missing: Vec<_> = crates.iter().filter(|name| !printed.contains(&format!("\n{name}: "))).collect();
    assert!(missing.is_empty(), "run `python3 graph-data/licenses/collect.py`: it lacks {missing:?}");
}

#[test]
fn the_notices_of_the_program_and_of_the_model_are_printed() {
    let output = cargo_bin_cmd!("tercet").arg("licenses").assert().success();
    let printed = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    for part in ["The tercet authors", "Apache License", "Explosion", "Princeton University", "Mozilla Public License"]
    {
        assert!(printed.contains(part), "{part}");
    }
}
