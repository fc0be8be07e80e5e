//! What a device does with answers, against real files and a small service.

mod answers;
mod books;
mod forms;
mod leaving;
mod photographs;
mod random;
mod refetch;
