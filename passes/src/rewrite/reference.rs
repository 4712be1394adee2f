//! The reference of rules, from their files.

use std::fmt::Write;

use super::{
    rules::{NATIVES, THEMES},
    undecomposed::UNDECOMPOSED,
};

/// Classes of numerics, as rules name them.
const CLASSES: [&str; 3] = ["Exact", "Reassociates", "Approximates"];

/// A declaration of a file of rules, with the comment above it.
struct Declaration<'s> {
    comment: String,
    /// The line that begins it.
    line: &'s str,
    /// The lines up to the next declaration.
    body: Vec<&'s str>,
}

/// The declarations of a file that begin with one of these words.
fn declarations<'s>(source: &'s str, words: &[&str]) -> Vec<Declaration<'s>> {
    let mut found: Vec<Declaration> = vec![];
    let mut comment: Vec<&str> = vec![];
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("//") {
            comment.push(text.trim());
        } else if words.iter().any(|word| line.starts_with(&format!("{word} "))) {
            let comment = std::mem::take(&mut comment).join(" ");
            found.push(Declaration { comment, line, body: vec![] });
        } else {
            comment.clear();
            if let Some(last) = found.last_mut() {
                last.body.push(line);
            }
        }
    }
    found
}

/// The word after the first of a line.
fn name(line: &str) -> &str {
    let rest = line.split_whitespace().nth(1).unwrap_or_default();
    rest.split(['(', '{']).next().unwrap_or_default()
}

/// The class that a rule says of itself.
fn class(rule: &Declaration) -> &'static str {
    let says = |class: &&&str| {
        let call = format!("{class}(");
        rule.body.iter().any(|line| line.trim_start().starts_with(&call))
    };
    CLASSES.iter().find(says).copied().unwrap_or("?")
}

/// The ops that the rules of a theme replace, by what each calls its root.
#[cfg(test)]
pub fn roots(theme: &str) -> Vec<&'static str> {
    let theme = THEMES.iter().find(|own| own.name == theme);
    let lines = theme.into_iter().flat_map(|theme| theme.source.lines());
    let root = |line: &'static str| {
        let rest = line.trim_start().strip_prefix("let root = op<")?;
        Some(rest.split('>').next().unwrap_or(rest))
    };
    lines.filter_map(root).collect()
}

/// The page: every rule by its theme, then the functions that rules may call.
pub fn page() -> String {
    let mut page = String::from(
        "\n# Rules\n\nThe rules that `tricast-rewrite` applies, by theme: `rules=simplify`, or \
         all. How to write one: [add-a-rule.md](add-a-rule.md).\n",
    );
    for theme in THEMES {
        let title = theme.source.lines().next().unwrap_or_default().trim_start_matches("// ");
        write!(
            page,
            "\n## {}\n\n{title}\n\n| rule | law | numerics |\n|---|---|---|\n",
            theme.name
        )
        .expect("writing to a string");
        for rule in declarations(theme.source, &["Pattern"]) {
            let (name, class) = (name(rule.line), class(&rule).to_lowercase());
            let law = rule.comment.replace('|', "\\|");
            writeln!(page, "| `{name}` | {law} | {class} |").expect("writing to a string");
        }
    }
    page.push_str(
        "\n## Ops without a decomposition\n\nOps of PyTorch that are not core, and of which \
         `decompose` has no rule.\n\n| why | ops |\n|---|---|\n",
    );
    for (reason, ops) in UNDECOMPOSED {
        writeln!(page, "| {reason} | `{}` |", ops.join("`, `")).expect("writing to a string");
    }
    page.push_str(
        "\n## Functions\n\nWhat rules may call, written in Rust: \
         `passes/src/rewrite/natives/`.\n\n| function | |\n|---|---|\n",
    );
    for native in declarations(NATIVES, &["Constraint", "Rewrite"]) {
        let comment = native.comment;
        let declaration = native.line.trim_end_matches(';');
        writeln!(page, "| `{declaration}` | {comment} |").expect("writing to a string");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rewrite::natives::FUNCTIONS;

    #[test]
    fn every_rule_has_a_law_and_a_class() {
        for theme in THEMES {
            for rule in declarations(theme.source, &["Pattern"]) {
                let name = name(rule.line);
                assert!(rule.comment.contains('='), "{name} has no law above it");
                assert_ne!(class(&rule), "?", "{name} has no class");
            }
        }
    }

    #[test]
    fn every_function_is_declared_and_there() {
        let declared = declarations(NATIVES, &["Constraint", "Rewrite"]);
        let mut declared: Vec<&str> = declared.iter().map(|native| name(native.line)).collect();
        let mut there: Vec<&str> = FUNCTIONS.iter().map(|(name, _)| *name).collect();
        declared.sort_unstable();
        there.sort_unstable();
        assert_eq!(declared, there);
    }
}
