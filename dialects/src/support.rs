//! What a target can do: the ops of its dialect, on what conditions, written from the declarations
//! that its verifiers check.

use std::fmt::Write;

use serde::Serialize;

use crate::{
    op::{OpDef, dialects, ops},
    reference::NOTE,
};

/// An op that a target can do.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The op: of another dialect where the target's own does what that does.
    pub op: &'static str,
    /// The op of the target's dialect.
    pub own: &'static str,
    /// The file of declarations that it is in.
    pub theme: &'static str,
    /// What it computes.
    pub summary: &'static str,
    /// What must hold besides what all ops of the target ask.
    pub conditions: Vec<String>,
}

/// What all ops of a target's dialect ask, and each op.
#[derive(Clone, Debug, Serialize)]
pub struct Support {
    /// The dialect.
    pub dialect: &'static str,
    /// What every op that does what another does asks.
    pub all: Vec<String>,
    /// The ops, by name.
    pub ops: Vec<Row>,
}

/// What a target with this dialect can do.
pub fn support(dialect: &'static str) -> Support {
    let own: Vec<&OpDef> = ops().iter().filter(|op| op.dialect == dialect).collect();
    let texts = |op: &OpDef| -> Vec<String> {
        op.conditions.iter().map(|condition| condition.to_string()).collect()
    };
    let mut derived = own.iter().filter(|op| op.source.is_some()).map(|op| texts(op));
    let first = derived.next().unwrap_or_default();
    let others: Vec<Vec<String>> = derived.collect();
    let is_common = |text: &String| others.iter().all(|other| other.contains(text));
    let all: Vec<String> = first.into_iter().filter(is_common).collect();
    let row = |op: &&OpDef| Row {
        op: op.source.unwrap_or(op.name),
        own: op.name,
        theme: op.theme,
        summary: op.summary,
        conditions: texts(op).into_iter().filter(|text| !all.contains(text)).collect(),
    };
    let mut rows: Vec<Row> = own.iter().map(row).collect();
    rows.sort_by_key(|row| row.op);
    Support { dialect, all, ops: rows }
}

impl Support {
    /// As a page for `docs/support`.
    pub fn page(&self, target: &str) -> String {
        let mut page = format!("{NOTE}\n# What runs on {target}\n\n");
        let derived = self.ops.iter().filter(|row| row.op != row.own).count();
        writeln!(
            page,
            "{derived} ops of other dialects verify in `{0}`, and {1} are its own, which rules make \
             of several. An op that does not verify runs on the CPU, with a warning that says why.\n",
            self.dialect,
            self.ops.len() - derived
        )
        .expect("a string takes all");
        if !self.all.is_empty() {
            writeln!(page, "All take: {}.\n", self.all.join("; ")).expect("a string takes all");
        }
        let themes = dialects().iter().find(|dialect| dialect.name == self.dialect);
        for (theme, title) in themes.map(|dialect| dialect.themes).unwrap_or_default() {
            let rows: Vec<&Row> = self.ops.iter().filter(|row| row.theme == *theme).collect();
            if rows.is_empty() {
                continue;
            }
            write!(page, "\n## {title}\n\n| op | where |\n|---|---|\n")
                .expect("a string takes all");
            for row in rows {
                writeln!(page, "| `{}` | {} |", row.op, row.conditions.join("; "))
                    .expect("a string takes all");
            }
        }
        page
    }

    /// As lines of text.
    pub fn text(&self) -> String {
        let width = self.ops.iter().map(|row| row.op.len()).max().unwrap_or(0);
        let mut text = format!("all: {}\n", self.all.join("; "));
        for row in &self.ops {
            let line = format!("{:width$}  {}", row.op, row.conditions.join("; "));
            writeln!(text, "{}", line.trim_end()).expect("a string takes all");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_what_its_op_asks_besides() {
        let support = support("et_vk");
        assert!(support.all.iter().any(|text| text.contains("float32")));
        let add = support.ops.iter().find(|row| row.op == "aten.add.Tensor").unwrap();
        assert_eq!(add.own, "et_vk.add.Tensor");
        assert!(support.page("vulkan").contains("| `aten.add.Tensor` |"));
    }
}
