//! Parts of a problem.

use super::problem::{Problem, index};

/// Which classes can need each other: only they form cycles.
pub(super) struct Components {
    /// A number for each class, the same for those that can need each other.
    pub of_class: Vec<u32>,
    /// The classes, each after those that it can need; of those that can need each other, after
    /// most of them.
    pub order: Vec<u32>,
}

/// A number for each class, the same for those that can need each other.
pub(super) fn strong_components(problem: &Problem) -> Vec<u32> {
    Components::new(problem).of_class
}

impl Components {
    pub fn new(problem: &Problem) -> Components {
        let (of_class, mut order) = tarjan(problem);
        order.sort_by_key(|&class| of_class[class as usize]);
        Components { of_class, order }
    }
}

/// The component of each class, that of a child being at most that of the class, and the classes
/// in the order in which a search, depth first, is done with them.
fn tarjan(problem: &Problem) -> (Vec<u32>, Vec<u32>) {
    const NONE: u32 = u32::MAX;
    let count = problem.num_classes();
    let children = |class: u32| {
        let range = problem.nodes(class);
        problem.all_children(range)
    };
    // Without recursion: programs are deep.
    let (mut component, mut number, mut low) =
        (vec![NONE; count], vec![NONE; count], vec![0; count]);
    let (mut open, mut calls): (Vec<u32>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
    let (mut next_number, mut next_component) = (0, 0);
    let mut order = Vec::with_capacity(count);
    for start in 0..index(count) {
        if number[start as usize] == NONE {
            calls.push((start, 0));
        }
        while let Some((class, next)) = calls.last_mut() {
            let class = *class;
            if *next == 0 {
                number[class as usize] = next_number;
                low[class as usize] = next_number;
                next_number += 1;
                open.push(class);
            }
            if let Some(&child) = children(class).get(*next) {
                *next += 1;
                if number[child as usize] == NONE {
                    calls.push((child, 0));
                } else if component[child as usize] == NONE {
                    low[class as usize] = low[class as usize].min(number[child as usize]);
                }
                continue;
            }
            calls.pop();
            order.push(class);
            if let Some(&(parent, _)) = calls.last() {
                low[parent as usize] = low[parent as usize].min(low[class as usize]);
            }
            if low[class as usize] == number[class as usize] {
                while let Some(member) = open.pop() {
                    component[member as usize] = next_component;
                    if member == class {
                        break;
                    }
                }
                next_component += 1;
            }
        }
    }
    (component, order)
}

/// The classes with nodes, in groups that have nothing to do with each other.
pub(super) fn independent_parts(problem: &Problem) -> Vec<Vec<u32>> {
    let mut leader: Vec<u32> = (0..index(problem.num_classes())).collect();
    fn find(leader: &mut [u32], mut class: u32) -> u32 {
        while leader[class as usize] != class {
            leader[class as usize] = leader[leader[class as usize] as usize];
            class = leader[class as usize];
        }
        class
    }
    for class in 0..index(problem.num_classes()) {
        for &child in problem.all_children(problem.nodes(class)) {
            let (a, b) = (find(&mut leader, class), find(&mut leader, child));
            leader[a.max(b) as usize] = a.min(b);
        }
    }
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); problem.num_classes()];
    for class in 0..index(problem.num_classes()) {
        if !problem.nodes(class).is_empty() {
            parts[find(&mut leader, class) as usize].push(class);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
