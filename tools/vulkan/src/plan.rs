//! Places buffers in memory so that those whose lives do not overlap share bytes.
//!
//! Largest first, each in the smallest gap that is free during its whole life, so the same lives
//! give the same plan. No plan is smaller than the most bytes that live at once; the tests compare.

/// A buffer to place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Life {
    /// Its size.
    pub bytes: u64,
    /// When it is first in use.
    pub first: usize,
    /// When it is last.
    pub last: usize,
}

/// Where a buffer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Spot {
    /// The number of the arena.
    pub arena: usize,
    /// Its first byte there.
    pub offset: u64,
}

/// Where all buffers are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// In the order of the lives.
    pub spots: Vec<Spot>,
    /// The sizes of the arenas.
    pub arenas: Vec<u64>,
}

impl Life {
    fn overlaps(&self, other: &Life) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Places buffers at multiples of `alignment`, in arenas of at most `largest` bytes. None if a
/// buffer is larger than that.
pub(crate) fn plan(lives: &[Life], alignment: u64, largest: u64) -> Option<Plan> {
    let mut order: Vec<usize> = (0..lives.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(lives[index].bytes), lives[index].first, index));
    let mut plan = Plan { spots: vec![Spot { arena: 0, offset: 0 }; lives.len()], arenas: vec![] };
    // Per arena those placed, by their offset.
    let mut placed: Vec<Vec<usize>> = vec![];
    for index in order {
        let bytes = lives[index].bytes.checked_next_multiple_of(alignment)?;
        if bytes > largest {
            return None;
        }
        let fitting = placed.iter().enumerate().find_map(|(arena, placed)| {
            let offset = best_offset(index, bytes, lives, &plan, placed, alignment);
            (offset + bytes <= largest).then_some(Spot { arena, offset })
        });
        let spot = fitting.unwrap_or(Spot { arena: placed.len(), offset: 0 });
        if spot.arena == placed.len() {
            placed.push(vec![]);
            plan.arenas.push(0);
        }
        plan.spots[index] = spot;
        plan.arenas[spot.arena] = plan.arenas[spot.arena].max(spot.offset + bytes);
        let here = &mut placed[spot.arena];
        let at = here.partition_point(|&other| plan.spots[other].offset <= spot.offset);
        here.insert(at, index);
    }
    Some(plan)
}

/// The start of the smallest gap for a buffer among those that live when it does, or else their
/// end.
fn best_offset(
    index: usize,
    bytes: u64,
    lives: &[Life],
    plan: &Plan,
    placed: &[usize],
    alignment: u64,
) -> u64 {
    let mut best: Option<(u64, u64)> = None;
    let mut end = 0;
    for &other in placed.iter().filter(|&&other| lives[other].overlaps(&lives[index])) {
        let start = plan.spots[other].offset;
        let gap = start.saturating_sub(end);
        if gap >= bytes && best.is_none_or(|(smallest, _)| gap < smallest) {
            best = Some((gap, end));
        }
        end = end.max(start + lives[other].bytes.next_multiple_of(alignment));
    }
    best.map_or(end, |(_, offset)| offset)
}

/// The most bytes that are in use at once: no plan needs less.
pub(crate) fn most_alive(lives: &[Life], alignment: u64) -> u64 {
    let mut changes: Vec<(usize, i128)> = vec![];
    for life in lives {
        let bytes = i128::from(life.bytes.next_multiple_of(alignment));
        changes.extend([(life.first, bytes), (life.last + 1, -bytes)]);
    }
    // What ends goes before what starts.
    changes.sort_unstable();
    let mut alive = 0;
    let sums = changes.into_iter().map(|(_, change)| {
        alive += change;
        alive
    });
    sums.max().unwrap_or(0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(bytes: u64, first: usize, last: usize) -> Life {
        Life { bytes, first, last }
    }

    /// Nothing that lives at the same time shares a byte, and all is within the arenas.
    fn check(lives: &[Life], plan: &Plan, alignment: u64) {
        for (index, (a, x)) in lives.iter().zip(&plan.spots).enumerate() {
            assert!(x.offset.is_multiple_of(alignment));
            assert!(x.offset + a.bytes <= plan.arenas[x.arena]);
            for (b, y) in lives.iter().zip(&plan.spots).take(index) {
                let share = x.arena == y.arena
                    && x.offset < y.offset + b.bytes
                    && y.offset < x.offset + a.bytes;
                assert!(!(share && a.overlaps(b)), "{a:?} at {x:?}, {b:?} at {y:?}");
            }
        }
    }

    #[test]
    fn a_chain_needs_two() {
        let lives = [life(64, 0, 1), life(64, 1, 2), life(64, 2, 3), life(64, 3, 4)];
        let plan = plan(&lives, 16, 1 << 20).unwrap();
        check(&lives, &plan, 16);
        assert_eq!(plan.arenas, [128]);
    }

    #[test]
    fn takes_the_smallest_gap() {
        // At step 1 are free: 192 bytes from 256 on, 112 from 656 on.
        let lives = [
            life(448, 0, 0),
            life(256, 1, 1),
            life(200, 0, 1),
            life(112, 0, 0),
            life(100, 0, 1),
            life(90, 1, 1),
        ];
        let plan = plan(&lives, 16, 1 << 20).unwrap();
        check(&lives, &plan, 16);
        assert_eq!(plan.spots[5].offset, 656);
    }

    #[test]
    fn random_lives_are_apart() {
        let mut random = fastrand::Rng::with_seed(7);
        let (mut planned, mut least, mut sum) = (0, 0, 0);
        for _ in 0..300 {
            let steps = random.usize(1..60);
            let lives: Vec<Life> = (0..random.usize(0..80))
                .map(|_| {
                    let first = random.usize(0..steps);
                    let last = (first + random.usize(0..8)).min(steps);
                    life(random.u64(0..5000), first, last)
                })
                .collect();
            let alignment = [16, 64, 256][random.usize(0..3)];
            let largest = random.u64(5120..40000);
            let plan = super::plan(&lives, alignment, largest).unwrap();
            check(&lives, &plan, alignment);
            assert!(plan.arenas.iter().all(|bytes| *bytes <= largest));
            assert_eq!(super::plan(&lives, alignment, largest).unwrap(), plan);
            let peak: u64 = plan.arenas.iter().sum();
            let most = most_alive(&lives, alignment);
            assert!(peak >= most, "{peak} bytes for {most}");
            let one = super::plan(&lives, alignment, u64::MAX).unwrap();
            check(&lives, &one, alignment);
            planned += one.arenas.iter().sum::<u64>();
            least += most;
            sum += lives.iter().map(|life| life.bytes).sum::<u64>();
        }
        // How good it is: far from no sharing, near to what no plan goes below.
        assert!(planned * 100 <= least * 115 && planned * 2 < sum, "{planned} {least} {sum}");
    }

    #[test]
    fn refuses_what_is_too_large() {
        assert_eq!(plan(&[life(65, 0, 1)], 16, 64), None);
        assert_eq!(plan(&[life(u64::MAX, 0, 1)], 16, u64::MAX), None);
        let two = plan(&[life(64, 0, 1), life(64, 0, 1)], 16, 64).unwrap();
        assert_eq!(two.arenas, [64, 64]);
    }
}
