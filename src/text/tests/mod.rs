//! What the whole pipeline promises.

mod conformance;
mod hostile;
mod markup;
