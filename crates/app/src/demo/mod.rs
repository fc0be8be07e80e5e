//! A book to explore: years of believable meals in three cities, the same for the same seed.

mod canvas;
mod letters;
mod load;
mod meals;
mod photos;
mod pictures;
mod random;
mod rows;
mod world;
