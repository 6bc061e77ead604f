//! The examples of `codec`; `README.md` beside this file lists them.
