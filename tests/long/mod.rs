//! Long runs, for `tests/run --full` alone: the program killed while people write, and requests made of noise.

mod kill;
mod noise;

pub use kill::{check as check_all, indexed};
