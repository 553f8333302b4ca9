//! No method of the unit of work goes untested.

use std::{fs, path::Path};

fn sources(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).unwrap();
    files
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect()
}

/// The `pub async fn`s inside `impl Tx` blocks.
fn methods(source: &str) -> Vec<&str> {
    source
        .split("\nimpl Tx {")
        .skip(1)
        .filter_map(|rest| rest.split("\n}").next())
        .flat_map(|block| block.split("    pub async fn ").skip(1))
        .filter_map(|rest| rest.split(['(', '<']).next())
        .collect()
}

#[test]
fn the_contract_calls_every_method_of_a_unit_of_work() {
    let contract = sources("tests/contract").concat();
    let sources = sources("src");
    let methods: Vec<&str> = sources.iter().flat_map(|source| methods(source)).collect();
    assert!(
        methods.len() > 50,
        "the methods were not found: {methods:?}"
    );
    let untested: Vec<&&str> = methods
        .iter()
        .filter(|name| !contract.contains(&format!(".{name}(")))
        .collect();
    assert!(untested.is_empty(), "no test calls {untested:?}");
}
