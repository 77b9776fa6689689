mod by_language;
mod folding;
mod guessing;
mod meetings;
mod properties;
