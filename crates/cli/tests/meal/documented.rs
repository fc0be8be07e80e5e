//! docs/CLI.md is a promise: its examples have the fields that the program answers, and it leaves no command out.

use serde_json::Value;

use crate::support::{Book, keys};

fn text() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/CLI.md")).unwrap()
}

/// The JSON examples, in order.
fn examples() -> Vec<Value> {
    let text = text();
    let blocks = text.split("```json\n").skip(1);
    blocks.map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap()).collect()
}

#[test]
fn the_examples_have_the_fields_of_the_answers() {
    let book = Book::new();
    let id = book.add(&[
        "--amount",
        "12.50",
        "--currency",
        "EUR",
        "--place",
        "Bar",
        "--meal",
        "lunch",
        "--party",
        "2",
    ]);
    let examples = examples();
    let answers = [
        book.json(&["show", &id])["expense"].clone(),
        book.json(&["list"])["expenses"][0].clone(),
        book.json(&["totals", "--by", "meal"]),
    ];
    for (example, answer) in examples.iter().zip(&answers) {
        assert_eq!(keys(example), keys(answer));
    }
    let (example, answer) = (&examples[2], &answers[2]);
    assert_eq!(keys(&example["totals"][0]), keys(&answer["totals"][0]));
    assert_eq!(keys(&example["slices"][0]), keys(&answer["slices"][0]));
    assert_eq!(keys(&examples[3]["error"]), keys(&book.refused(3, &["show", "ffffffff"])));
}

#[test]
fn every_command_and_option_is_described() {
    let (book, text) = (Book::new(), text());
    let words = |args: &[&str], is_wanted: fn(&str) -> bool| -> Vec<String> {
        let help = book.meal(args).out;
        let firsts = help.lines().filter(|line| line.starts_with("  ")).filter_map(|line| {
            line.split([' ', ',', '[', '<']).find(|word| is_wanted(word)).map(str::to_owned)
        });
        firsts.collect()
    };
    let commands: Vec<String> = words(&["--help"], |word| !word.is_empty() && !word.starts_with('-'));
    let commands: Vec<String> =
        commands.into_iter().filter(|word| word.bytes().all(|b| b.is_ascii_lowercase())).collect();
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands.iter().filter(|command| *command != "help") {
        assert!(
            text.contains(&format!("meal {command}")) || text.contains(&format!("`{command}`")),
            "{command} is not described"
        );
        for option in words(&[command, "--help"], |word| word.starts_with("--")) {
            let is_everywhere = matches!(option.as_str(), "--help" | "--db" | "--json");
            assert!(is_everywhere || text.contains(&option), "{command} {option} is not described");
        }
    }
}
