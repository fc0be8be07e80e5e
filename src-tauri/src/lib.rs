//! The desktop and mobile shell.
