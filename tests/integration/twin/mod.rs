//! From the registry to programs of others: the schema, the Python module, the manifest.

mod drift;
mod json_schema;
mod manifest;
mod schema;
pub(crate) mod types;
