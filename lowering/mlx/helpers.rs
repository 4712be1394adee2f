//! The Python functions that spellings call: a program has those of them that it uses.

use std::{collections::BTreeSet, sync::LazyLock};

use indexmap::IndexMap;

const SOURCES: [&str; 9] = [
    include_str!("helpers/basic.py"),
    include_str!("helpers/activation.py"),
    include_str!("helpers/reduction.py"),
    include_str!("helpers/matmul.py"),
    include_str!("helpers/channels.py"),
    include_str!("helpers/transformer.py"),
    include_str!("helpers/recurrent.py"),
    include_str!("helpers/indexing.py"),
    include_str!("helpers/quantized.py"),
];

/// The text of each function, by its name, in the order of the files.
static FUNCTIONS: LazyLock<IndexMap<&str, &str>> = LazyLock::new(|| {
    let functions = SOURCES.iter().flat_map(|source| {
        let starts = source.match_indices("\ndef ").map(|(at, _)| at + 1);
        let starts: Vec<(usize, usize)> =
            starts.map(|at| (with_decorators(source, at), at)).collect();
        let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([source.len()]);
        let ends: Vec<usize> = ends.collect();
        starts.into_iter().zip(ends).map(|((start, definition), end)| {
            let text = source[start..end].trim_end();
            let name = source[definition + "def ".len()..].split('(').next().unwrap_or_default();
            (name, text)
        })
    });
    functions.collect()
});

/// Where a definition begins that may have decorators, each in a line.
fn with_decorators(source: &str, mut at: usize) -> usize {
    while let Some(line) = source[..at].strip_suffix('\n').and_then(|text| text.lines().last()) {
        if !line.starts_with('@') {
            break;
        }
        at -= line.len() + 1;
    }
    at
}

/// The names of all functions.
pub fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.keys().copied()
}

/// The functions that a text calls, and those that they call, in the order of the files.
pub fn used_by(text: &str) -> Vec<&'static str> {
    let mut used = BTreeSet::new();
    let mut texts = vec![text];
    while let Some(text) = texts.pop() {
        for called in mentioned(text) {
            if let Some((index, name, body)) = FUNCTIONS.get_full(called)
                && used.insert((index, *name))
            {
                texts.push(body);
            }
        }
    }
    used.into_iter().map(|(_, name)| FUNCTIONS[name]).collect()
}

/// The words of a text that may name a function: those that are called, and those that are passed
/// as arguments. What follows a dot belongs to something else.
fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = text;
    let mut before = ' ';
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(is_word)?;
            before = rest[..start].chars().next_back().unwrap_or(before);
            let word = &rest[start..];
            let end = word.find(|c| !is_word(c)).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            rest = after;
            let (dotted, called) = (before == '.', after.starts_with(['(', ')', ',']));
            before = ' ';
            if !dotted && called {
                return Some(word);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_has_what_it_calls_and_what_that_calls() {
        let used = used_by("y = mx.conv(index_of(x, mx.argmax, None, False))");
        let names: Vec<&str> =
            used.iter().filter_map(|text| text.split(['(', ' ']).nth(1)).collect();
        assert_eq!(names, ["is_float", "index_of", "first_nan"]);
    }

    #[test]
    fn decorators_belong_to_a_function() {
        assert!(FUNCTIONS["silu"].starts_with("@"));
        assert!(!FUNCTIONS.values().any(|text| text.lines().last().unwrap().starts_with('@')));
    }

    #[test]
    fn every_function_has_a_name_of_its_own() {
        let count: usize = SOURCES.iter().map(|source| source.matches("\ndef ").count()).sum();
        assert_eq!(FUNCTIONS.len(), count);
    }
}
