//! The protobuf codec beyond the recorded cases: types and how they are registered, refusals, hostile input.

mod hostile;
mod messages;
mod refusals;
mod registration;
