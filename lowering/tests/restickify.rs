//! How much is restickified, against the table of Torch-Spyre's own tests (facts of
//! `tests/inductor/test_restickify.py`): for sums and products of 128 x 128 matrices, some transposed,
//! the fewest elements that its search may move. `COUNTS=DIR` writes the sums to
//! `DIR/restickify.json`, for benchmarks.

#[path = "goldens/counts.rs"]
mod counts;

use std::collections::BTreeMap;

use melior::{Context, ir::Module};
use tricast_lowering::spyre::{graph::Graph, run::compile};
use tricast_mlir::{build, drivers::run_pipeline, ir::parse};

/// Rows and columns.
const S: i64 = 128;

/// Expressions, and how many matrices are moved at most.
const TABLE: [(&str, i64); 27] = [
    ("a'+x", 1),
    ("x+a'", 1),
    ("a'+b'+x", 1),
    ("a'+x+b'", 1),
    ("x+a'+b'", 1),
    ("a'+x+y", 1),
    ("a'+b'+x+y", 1),
    ("a'+x+b'+y", 2),
    ("x+a'+b'+y", 2),
    ("a'+x+y+b'", 2),
    ("a'+x+y+z", 1),
    ("x@y", 0),
    ("x'@y", 1),
    ("x@y'", 1),
    ("x'@y'", 2),
    ("((a+b)+(c'+d))+(e+f)", 1),
    ("(a+b'+c'+d')@e", 2),
    ("a@(b+c')", 1),
    ("a@(b+c'+d'+e')", 2),
    ("a'@(b+c')", 2),
    ("(a@b)+c'", 1),
    ("(a@b)+c'+d'", 1),
    ("(a@b)@c", 0),
    ("(a+b')+(e'+f'+g)", 2),
    ("(a'+b)'+c", 1),
    ("(a'@b)+(c@d')", 2),
    ("(a+b')@(c+d')", 2),
];

/// Reads an expression: names, `'` for the transpose, `+`, `@` and parentheses.
struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    names: Vec<char>,
    lines: String,
    count: usize,
}

const TYPE: &str = "tensor<128x128xf16>";

impl Reader<'_> {
    fn op(&mut self, op: &str, operands: &[String]) -> String {
        let types = vec![TYPE; operands.len()].join(", ");
        let name = format!("%{}", self.count);
        self.count += 1;
        self.lines += &format!("  {name} = {op} {} : ({types}) -> {TYPE}\n", operands.join(", "));
        name
    }

    fn sum(&mut self) -> String {
        let mut value = self.product();
        while self.rest.next_if_eq(&'+').is_some() {
            let other = self.product();
            value = self.op("aten.add.Tensor", &[value, other]);
        }
        value
    }

    fn product(&mut self) -> String {
        let mut value = self.one();
        while self.rest.next_if_eq(&'@').is_some() {
            let other = self.one();
            value = self.op("aten.mm", &[value, other]);
        }
        value
    }

    fn one(&mut self) -> String {
        let next = self.rest.next().expect("the expression goes on");
        let mut value = match next {
            '(' => {
                let value = self.sum();
                assert_eq!(self.rest.next(), Some(')'));
                value
            }
            name => {
                if !self.names.contains(&name) {
                    self.names.push(name);
                }
                format!("%{name}")
            }
        };
        while self.rest.next_if_eq(&'\'').is_some() {
            value = self.op("aten.t", &[value]);
        }
        value
    }
}

fn module(expression: &str) -> String {
    let rest = expression.chars().peekable();
    let mut reader = Reader { rest, names: vec![], lines: String::new(), count: 0 };
    let result = reader.sum();
    let arguments: Vec<String> =
        reader.names.iter().map(|name| format!("%{name}: {TYPE}")).collect();
    format!(
        "func.func @main({}) -> {TYPE} {{\n{}  return {result} : {TYPE}\n}}\n",
        arguments.join(", "),
        reader.lines
    )
}

/// How many elements are moved.
fn moved(context: &Context, expression: &str) -> i64 {
    let text = module(expression);
    let mut module: Module = parse(context, text.as_bytes()).expect("it is MLIR");
    run_pipeline(&mut module, "builtin.module(convert-to-target{target=spyre})")
        .expect("it can be done");
    let graph = Graph::read(module.as_operation()).expect("it is read");
    compile(&graph, "main").expect("it is planned").plan.laid.moved
}

#[test]
fn no_more_is_restickified_than_by_torch_spyre() {
    tricast_passes::register_once();
    let context = build::context();
    let (mut worse, mut all) = (vec![], 0);
    for (expression, most) in TABLE {
        let found = moved(&context, expression);
        println!("{expression}: {} of {most}", found as f64 / (S * S) as f64);
        all += found;
        if found > most * S * S {
            worse
                .push(format!("{expression}: {found} elements, expected at most {}", most * S * S));
        }
    }
    let most: i64 = TABLE.iter().map(|(_, most)| most * S * S).sum();
    let moved =
        BTreeMap::from([("expressions", TABLE.len() as i64), ("ours", all), ("best", most)]);
    counts::write("restickify", &moved);
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}
