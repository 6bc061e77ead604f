//! The message types that mango-agents 2.4.0 knows by itself, with the ids of every Python version.

mod acl;
mod address;
mod mango;
mod performative;

pub use acl::AclMessage;
pub use address::AgentAddress;
pub use mango::MangoMessage;
pub use performative::Performative;
