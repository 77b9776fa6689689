//! What people ask, in numbers: public and private questions alike, counted by area and month and by language and month,
//! for those who make policy. Everybody may see them; what could point at somebody is left out (`disclosure`).

mod count;
mod csv;
mod disclosure;
mod month;
mod page;

pub use count::{add, count};
pub use csv::download;
pub use page::{NumbersPage, show};
