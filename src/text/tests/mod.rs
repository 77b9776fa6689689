//! What the whole pipeline promises.

mod hostile;
mod markup;
