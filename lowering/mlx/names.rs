//! Names of a Python program.

use std::collections::HashSet;

/// What no value may be called: Python's words, and what every program uses.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "bool", "break", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "float", "for", "from",
    "functools", "global", "if", "import", "in", "initial", "int", "is", "itertools", "lambda",
    "len", "list", "load", "math", "max", "min", "mx", "nonlocal", "not", "or", "outputs", "pass",
    "raise", "range", "reset", "return", "reversed", "self", "slice", "state", "step", "sum", "t",
    "try", "tuple", "w", "weights", "while", "with", "yield", "zip",
];

/// Names that are given once.
pub struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// None but reserved ones and `others` are taken.
    pub fn new(others: impl IntoIterator<Item = String>) -> Self {
        let reserved = RESERVED.iter().map(|name| (*name).to_owned());
        Names { taken: reserved.chain(others).collect() }
    }

    /// A name like `wanted` that nobody else has.
    pub fn give(&mut self, wanted: &str) -> String {
        let base = identifier(wanted);
        let mut name = base.clone();
        let mut count = 1;
        while !self.taken.insert(name.clone()) {
            count += 1;
            name = format!("{base}_{count}");
        }
        name
    }
}

/// A text as a Python identifier.
fn identifier(text: &str) -> String {
    let letters = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let name: String = letters.collect();
    let name = name.trim_matches('_');
    match name.chars().next() {
        None => "value".into(),
        Some(first) if first.is_ascii_digit() => format!("v{name}"),
        Some(_) => name.into(),
    }
}

/// A text as a Python string.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            c if c.is_control() => quoted += &format!("\\x{:02x}", c as u32),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers_and_given_once() {
        let mut names = Names::new(["conv".to_owned()]);
        assert_eq!(names.give("x"), "x");
        assert_eq!(names.give("x"), "x_2");
        assert_eq!(names.give("conv"), "conv_2");
        assert_eq!(names.give("model.0.weight"), "model_0_weight");
        assert_eq!(names.give("0"), "v0");
        assert_eq!(names.give("lambda"), "lambda_2");
        assert_eq!(names.give("_"), "value");
    }

    #[test]
    fn strings_are_quoted() {
        assert_eq!(quoted("a\"\\\n\u{1}"), "\"a\\\"\\\\\\n\\x01\"");
    }
}
