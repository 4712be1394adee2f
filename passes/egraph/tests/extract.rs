//! Extraction from random e-graphs, against trying everything.

use anyhow::{Result, ensure};
use fastrand::Rng;
use tricast_egraph::extract::{
    Error, ExactOptions, Node, Problem, Solution, exact, greedy, gym::EGraph, tree_greedy,
};

/// How many e-graphs are tried.
const GRAPHS: u64 = 20_000;

/// What a problem is made of, to look at it without it.
struct Graph {
    classes: Vec<Vec<Node>>,
    roots: Vec<usize>,
}

/// Of up to 12 classes with cycles, free nodes, nodes that are not allowed and shared children.
fn random(rng: &mut Rng) -> Graph {
    let count = rng.usize(1..=12);
    let most_nodes = rng.usize(1..=4);
    // Of some, all cycles are due to few nodes.
    let backwards = [0.0, 0.1, 0.5][rng.usize(..3)];
    let is_whole = rng.bool();
    let mut node = |class: usize| {
        let children = (0..rng.usize(0..=3)).filter_map(|_| match rng.f64() < backwards {
            true => Some(rng.usize(..count)),
            false if class == 0 => None,
            false => Some(rng.usize(..class)),
        });
        let children: Vec<_> = children.collect();
        let cost = match rng.u8(..20) {
            0 => f64::INFINITY,
            1..4 => 0.0,
            _ if is_whole => f64::from(rng.u8(1..10)),
            _ => rng.f64(),
        };
        Node::new(cost, children)
    };
    let mut sizes = Rng::with_seed(count as u64 ^ most_nodes as u64);
    let classes = (0..count)
        .map(|class| (0..sizes.usize(1..=most_nodes)).map(|_| node(class)).collect())
        .collect();
    let roots = (0..rng.usize(1..=3)).map(|_| rng.usize(..count)).collect();
    Graph { classes, roots }
}

/// The cost of the cheapest choice of all there are.
fn brute_force(graph: &Graph) -> Option<f64> {
    let mut best = None;
    let mut choices = vec![None; graph.classes.len()];
    try_all(graph, &mut choices, &mut best);
    best
}

fn try_all(graph: &Graph, choices: &mut Vec<Option<usize>>, best: &mut Option<f64>) {
    let chosen = |class: usize| choices[class].map(|node: usize| &graph.classes[class][node]);
    let used = (0..choices.len()).filter_map(chosen);
    let mut needed = graph.roots.iter().chain(used.flat_map(|node| &node.children));
    let Some(&open) = needed.find(|&&class| choices[class].is_none()) else {
        if let Some(cost) = cost(graph, choices)
            && best.is_none_or(|best| cost < best)
        {
            *best = Some(cost);
        }
        return;
    };
    for node in 0..graph.classes[open].len() {
        choices[open] = Some(node);
        try_all(graph, choices, best);
    }
    choices[open] = None;
}

/// None where something costs too much or needs itself.
fn cost(graph: &Graph, choices: &[Option<usize>]) -> Option<f64> {
    let used: Vec<_> = (0..choices.len()).filter(|&class| choices[class].is_some()).collect();
    let node = |class: usize| &graph.classes[class][choices[class].expect("it is used")];
    let mut done = vec![false; choices.len()];
    for _ in &used {
        for &class in &used {
            done[class] |= node(class).children.iter().all(|&child| done[child]);
        }
    }
    let cost: f64 = used.iter().map(|&class| node(class).cost).sum();
    (used.iter().all(|&class| done[class]) && cost.is_finite()).then_some(cost)
}

/// That the choices are a program, and the order is one to compute it in.
fn check(graph: &Graph, solution: &Solution) -> Result<()> {
    let choices: Vec<_> = (0..graph.classes.len()).map(|class| solution.choice(class)).collect();
    let cost = cost(graph, &choices);
    ensure!(cost.is_some_and(|cost| near(cost, solution.cost())), "{cost:?} is not the cost");
    let mut done = vec![false; choices.len()];
    for &class in solution.order() {
        let node = &graph.classes[class][choices[class].expect("it is used")];
        ensure!(node.children.iter().all(|&child| done[child]), "{class} comes too early");
        done[class] = true;
    }
    ensure!(graph.roots.iter().all(|&root| done[root]), "a root is missing");
    Ok(())
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * a.abs().max(1.0)
}

/// How many integer linear programs it took.
fn check_all(graph: &Graph) -> Result<usize> {
    let problem = Problem::new(graph.classes.clone(), graph.roots.clone())?;
    let Some(best) = brute_force(graph) else {
        ensure!(matches!(greedy(&problem), Err(Error::NoChoice { .. })));
        ensure!(matches!(exact(&problem, &ExactOptions::default()), Err(Error::NoChoice { .. })));
        return Ok(0);
    };
    let (tree, fast) = (tree_greedy(&problem)?, greedy(&problem)?);
    let (slow, report) = exact(&problem, &ExactOptions::default())?;
    for solution in [&tree, &fast, &slow] {
        check(graph, solution)?;
    }
    ensure!(fast.cost() <= tree.cost(), "greedy {} tree {}", fast.cost(), tree.cost());
    ensure!(slow.cost() <= fast.cost(), "exact {} greedy {}", slow.cost(), fast.cost());
    ensure!(near(slow.cost(), best), "exact {} best {best}", slow.cost());
    ensure!(report.is_optimal() && report.cost == slow.cost(), "{report:?}");
    ensure!(fast == greedy(&problem)?);
    ensure!((slow, report) == exact(&problem, &ExactOptions::default())?);
    // However little is searched, the bound holds.
    let (hasty, report) = exact(&problem, &ExactOptions { work: 0, ..ExactOptions::default() })?;
    check(graph, &hasty)?;
    ensure!(report.bound <= best + 1e-8 && hasty.cost() <= fast.cost(), "{report:?}");
    let (short, _) = exact(&problem, &ExactOptions::short())?;
    check(graph, &short)?;
    ensure!(short.cost() <= fast.cost(), "short {} greedy {}", short.cost(), fast.cost());
    // By search alone.
    let (searched, report) = exact(
        &problem,
        &ExactOptions { work: 1_000_000, reduce: false, ..ExactOptions::default() },
    )?;
    check(graph, &searched)?;
    ensure!(near(searched.cost(), best) && report.is_optimal(), "{report:?}, best {best}");
    Ok(report.programs)
}

#[test]
fn random_graphs_are_extracted_best() {
    let (mut searched, mut cyclic) = (0, 0);
    for seed in 0..GRAPHS {
        let graph = random(&mut Rng::with_seed(seed));
        match check_all(&graph) {
            Ok(programs) => {
                searched += usize::from(programs > 0);
                cyclic += usize::from(programs > 1);
            }
            Err(error) => panic!("seed {seed}: {error}\n{:#?} {:?}", graph.classes, graph.roots),
        }
    }
    assert!(searched > 5000 && cyclic > 500, "{searched} searched, {cyclic} of them with cycles");
}

/// A deep program, also one whose tree is too large for any number.
#[test]
fn long_chains_are_extracted() -> Result<()> {
    let length = 100_000;
    let mut classes = vec![vec![Node::new(1.0, [])], vec![Node::new(1.0, [0])]];
    for class in 2..length {
        classes.push(vec![Node::new(1.0, [class - 1, class - 2]), Node::new(2.0, [class - 1])]);
    }
    let problem = Problem::new(classes, vec![length - 1])?;
    assert_eq!(greedy(&problem)?.cost(), length as f64);
    assert_eq!(exact(&problem, &ExactOptions::default())?.0.cost(), length as f64);
    Ok(())
}

/// Wide: many programs share most of what they need, and each has a cheaper choice alone.
#[test]
fn wide_graphs_are_extracted() -> Result<()> {
    let width = 2000_usize;
    let mut classes = vec![vec![Node::new(1.5, [])]];
    for class in (1..4 * width).step_by(4) {
        let shared = class.saturating_sub(4);
        classes.push(vec![Node::new(1.0, []), Node::new(0.5, [0])]);
        classes.push(vec![Node::new(0.0, [class]), Node::new(1.0, [shared])]);
        classes.push(vec![Node::new(1.0, [class + 1, class + 3]), Node::new(2.0, [class + 1])]);
        classes.push(vec![Node::new(0.5, [class + 1, shared]), Node::new(0.5, [class + 2])]);
    }
    let roots = (1..=width).map(|root| 4 * root).collect();
    let problem = Problem::new(classes, roots)?;
    let (tree, fast) = (tree_greedy(&problem)?, greedy(&problem)?);
    let (slow, report) = exact(&problem, &ExactOptions::default())?;
    assert!(slow.cost() <= fast.cost() && fast.cost() <= tree.cost());
    assert!(report.is_optimal(), "{report:?}");
    Ok(())
}

/// Layers one after the other, each with a choice that is cheaper where it serves two uses; all need
/// a class that each of them could make, so that all classes can need each other.
#[test]
fn layers_are_searched_one_by_one() -> Result<()> {
    for layers in [1, 10, 1000] {
        let mut classes = vec![vec![Node::new(1.0, [])]];
        let mut input = 0;
        for layer in 0..layers {
            let first = classes.len();
            let [shared, left, right, either, other, output] =
                [0, 1, 2, 3, 4, 5].map(|n| first + n);
            classes.push(vec![Node::new(4.0, [input])]);
            classes.push(vec![Node::new(3.0, [input])]);
            classes.push(vec![Node::new(3.0, [input])]);
            classes.push(vec![Node::new(0.0, [shared, 0]), Node::new(0.0, [left, 0])]);
            classes.push(vec![Node::new(0.0, [shared]), Node::new(0.0, [right])]);
            classes.push(vec![Node::new(1.0, [either, other])]);
            if layer > 0 {
                classes[0].push(Node::new(1.0, [output]));
            }
            input = output;
        }
        let problem = Problem::new(classes, vec![input])?;
        let (solution, report) = exact(&problem, &ExactOptions::short())?;
        assert_eq!(solution.cost(), 1.0 + 5.0 * layers as f64);
        assert!(report.is_optimal(), "{report:?}");
    }
    Ok(())
}

#[test]
fn bad_problems_are_refused() {
    let of = |cost: f64, child: usize| {
        Problem::new(vec![vec![Node::new(cost, [child])]], vec![0]).map(|_| ())
    };
    assert_eq!(of(1.0, 1), Err(Error::NoClass { class: 1 }));
    for cost in [f64::NAN, -1.0, f64::NEG_INFINITY, 1e31] {
        assert!(matches!(of(cost, 0), Err(Error::Cost { class: 0, node: 0, .. })), "{cost}");
    }
    let cyclic = Problem::new(vec![vec![Node::new(1.0, [0])]], vec![0]);
    assert_eq!(cyclic.and_then(|problem| greedy(&problem)), Err(Error::NoChoice { class: 0 }));
    let empty = Problem::new(vec![Vec::new()], Vec::new()).and_then(|problem| greedy(&problem));
    assert_eq!(empty.map(|solution| solution.cost()), Ok(0.0));
}

#[test]
fn files_are_read_and_written() -> Result<()> {
    let node = |class: &str, cost: &str, child: &str| {
        format!(r#"{{"op": "f", "eclass": "{class}", "cost": {cost}, "children": ["{child}"]}}"#)
    };
    let of = |node: &str, root: &str| {
        let leaf = r#"{"op": "x", "eclass": "leaf"}"#;
        format!(
            r#"{{"nodes": {{"n": {node}, "x": {leaf}}}, "root_eclasses": ["{root}"], "class_data": {{}}}}"#
        )
    };
    let graph = EGraph::parse(&of(&node("c", "2.5", "x"), "c"))?;
    assert_eq!(EGraph::parse(&graph.to_json()?)?, graph);
    assert_eq!(greedy(&graph.problem()?)?.cost(), 3.5);
    // As files have no infinity.
    let banned = EGraph::parse(&of(&node("c", "null", "x"), "c"))?.problem()?;
    assert_eq!(greedy(&banned), Err(Error::NoChoice { class: 0 }));
    for (bad, message) in [
        (of(&node("c", "1", "y"), "c"), "node `n` needs node `y`, which does not exist"),
        (of(&node("c", "1", "x"), "d"), "root class `d` does not exist"),
        (of(&node("c", "-1", "x"), "c"), "node 0 of class 0 costs -1: not 0 to 1e30 or infinity"),
    ] {
        let error = EGraph::parse(&bad)?.problem().expect_err("it is bad");
        assert_eq!(error.to_string(), message);
    }
    assert!(EGraph::parse("{}").is_err());
    Ok(())
}
