//! Extraction from random e-graphs, against trying everything.

use anyhow::{Result, ensure};
use fastrand::Rng;
use tricast_egraph::extract::{
    Error, ExactOptions, Node, Problem, Solution, exact, greedy, tree_greedy,
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

fn check_all(graph: &Graph) -> Result<()> {
    let problem = Problem::new(graph.classes.clone(), graph.roots.clone())?;
    let Some(best) = brute_force(graph) else {
        ensure!(matches!(greedy(&problem), Err(Error::NoChoice { .. })));
        ensure!(matches!(exact(&problem, &ExactOptions::default()), Err(Error::NoChoice { .. })));
        return Ok(());
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
    let (hasty, report) = exact(&problem, &ExactOptions { work: 0 })?;
    check(graph, &hasty)?;
    ensure!(report.bound <= best + 1e-8 && hasty.cost() <= fast.cost(), "{report:?}");
    Ok(())
}

#[test]
fn random_graphs_are_extracted_best() {
    for seed in 0..GRAPHS {
        let graph = random(&mut Rng::with_seed(seed));
        if let Err(error) = check_all(&graph) {
            panic!("seed {seed}: {error}\n{:#?} {:?}", graph.classes, graph.roots);
        }
    }
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
