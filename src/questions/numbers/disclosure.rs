//! Which counts may be shown. Threshold rule and complementary suppression for linked tables, as in the Handbook on
//! Statistical Disclosure Control (Hundepool et al., Eurostat's centre of excellence on SDC, 2nd edition 2024, chapter 4)
//! and the UK Government Analysis Function's guidance for tables.
//!
//! Shown are two tables, by area and by language. What links them is the number of all questions of a month, which is
//! not shown itself: sums are made of shown cells only, and months stand alone. Yet in both tables the cells of a month
//! sum up to it. With `d` the difference between what is shown by language and what is shown by area,
//! the hidden cells satisfy `sum(hidden areas) - sum(hidden languages) = d`, each of them between 0 and 4 (zeros are hidden
//! as well). Every one of them can still be any of 0 to 4 exactly if `-4 (l - 1) <= d <= 4 (a - 1)`, where `a` and `l` are
//! the numbers of hidden areas and languages. A month for which that is not so is shown by area alone.

/// Fewer than this could point at somebody.
pub const LEAST: i64 = 5;

/// The greatest number that is hidden.
const MOST: i64 = LEAST - 1;

/// A month's counts as they may be shown; `None`: hidden.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shown {
    pub areas: Vec<Option<i64>>,
    /// All hidden where what is hidden by area could be computed from them, or they from the areas.
    pub languages: Vec<Option<i64>>,
}

/// What may be shown of the counts of one month, all areas and all languages, zeros too. Both have the same sum.
pub fn protect(areas: &[i64], languages: &[i64]) -> Shown {
    let large = |counts: &[i64]| counts.iter().map(|count| Some(*count).filter(|n| *n >= LEAST)).collect::<Vec<_>>();
    let shown = Shown { areas: large(areas), languages: large(languages) };
    if is_safe(&shown) {
        return shown;
    }
    Shown { languages: vec![None; languages.len()], ..shown }
}

fn is_safe(shown: &Shown) -> bool {
    let hidden = |cells: &[Option<i64>]| i64::try_from(cells.iter().filter(|cell| cell.is_none()).count()).unwrap_or(0);
    let (areas, languages) = (hidden(&shown.areas), hidden(&shown.languages));
    let apart = sum(&shown.languages) - sum(&shown.areas);
    areas >= 2 && languages >= 2 && (-MOST * (languages - 1)..=MOST * (areas - 1)).contains(&apart)
}

/// Of what is shown.
pub fn sum(cells: &[Option<i64>]) -> i64 {
    cells.iter().flatten().sum()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_cells_are_hidden_and_zeros_with_them() {
        let shown = protect(&[12, 4, 0, 3], &[9, 6, 4, 0]);
        assert_eq!(shown.areas, [Some(12), None, None, None]);
        assert_eq!(shown.languages, [Some(9), Some(6), None, None]);
    }

    #[test]
    fn a_cell_that_is_what_is_left_over_is_not_shown_by_subtraction() {
        // All areas are shown: the one small language would be 23 less 20.
        assert_eq!(protect(&[11, 12], &[20, 3]).languages, [None, None]);
        // Nothing is left over for two hidden languages: both would be known to be 0.
        assert_eq!(protect(&[10, 0, 0], &[10, 0, 0]).areas, [Some(10), None, None]);
    }

    /// By cell of a table, what it can have been.
    type Possible = [BTreeSet<i64>; 3];

    /// Everything that could have been, tried out: whoever knows what is shown and how it was chosen cannot tell which
    /// of at least five numbers any hidden cell was. Three areas of up to 8 questions each, three languages.
    #[test]
    fn nobody_who_knows_the_rule_can_compute_a_hidden_cell() {
        let mut worlds: HashMap<Shown, (Possible, Possible)> = HashMap::new();
        for areas in (0..9_i64.pow(3)).map(|n| [n % 9, n / 9 % 9, n / 81]) {
            let all: i64 = areas.iter().sum();
            let pairs = (0..=all).flat_map(|one| (0..=all - one).map(move |two| (one, two)));
            for languages in pairs.map(|(one, two)| [one, two, all - one - two]) {
                let possible = worlds.entry(protect(&areas, &languages)).or_default();
                for cell in 0..3 {
                    possible.0[cell].insert(areas[cell]);
                    possible.1[cell].insert(languages[cell]);
                }
            }
        }
        assert!(worlds.len() > 300, "{}", worlds.len());
        for (shown, (areas, languages)) in worlds {
            let cells = shown.areas.iter().zip(areas).chain(shown.languages.iter().zip(languages));
            for (cell, possible) in cells {
                assert!(cell.is_some() || possible.len() >= 5, "{shown:?} leaves {possible:?}");
            }
        }
    }

    proptest! {
        /// The formula against a search: with what is shown every hidden cell can be anything from 0 to 4.
        #[test]
        fn what_is_shown_leaves_every_hidden_cell_open(cells in proptest::collection::vec((0..6_usize, 0..5_usize), 0..60)) {
            let (mut areas, mut languages) = ([0; 6], [0; 5]);
            for (area, language) in cells {
                areas[area] += 1;
                languages[language] += 1;
            }
            let shown = protect(&areas, &languages);
            prop_assert!(shown.areas.iter().chain(&shown.languages).flatten().all(|count| *count >= LEAST));
            if shown.languages.iter().all(Option::is_none) {
                // Perhaps withheld: then nothing links what is shown of the areas to anything.
                return Ok(());
            }
            let open = |cells: &[Option<i64>]| cells.iter().filter(|cell| cell.is_none()).count();
            let apart = sum(&shown.languages) - sum(&shown.areas);
            let sums = |count: usize| 0..=MOST * i64::try_from(count).unwrap_or(0);
            for value in 0..=MOST {
                let left = sums(open(&shown.areas) - 1).any(|rest| sums(open(&shown.languages)).contains(&(value + rest - apart)));
                let right = sums(open(&shown.languages) - 1).any(|rest| sums(open(&shown.areas)).contains(&(value + rest + apart)));
                prop_assert!(left && right, "{value} in {shown:?}");
            }
        }
    }
}
