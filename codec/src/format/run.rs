//! How a codec with a reader and a writer of its own runs them.

use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::{Registry, explain};
use crate::serializer::reader::FormatReader;
use crate::serializer::serde::{Reading, forget};
use crate::serializer::table::Table;
use crate::wire::out::{Lent, Out};

type Written = Result<(), SerializationError>;

/// A message in a vector of its size.
#[inline]
pub(crate) fn to_vec(write: impl FnOnce(&mut Out) -> Written) -> Result<Vec<u8>, SerializationError> {
    let mut out = Out::take_scratch();
    let written = write(&mut out);
    let vec = if written.is_ok() { out.all().to_vec() } else { Vec::new() };
    Out::leave_scratch(out);
    match written {
        Ok(()) => Ok(vec),
        Err(error) => Err(unfinished(error)),
    }
}

/// A message behind what the vector holds; on an error the vector is as before.
#[inline]
pub(crate) fn append(vec: &mut Vec<u8>, write: impl FnOnce(&mut Out) -> Written) -> Written {
    let mut lent = Lent::new(vec);
    match write(lent.out()) {
        Ok(()) => {
            lent.keep();
            Ok(())
        }
        Err(error) => Err(unfinished(error)),
    }
}

/// Empties what a message that failed may have left in the slots of the thread.
#[cold]
fn unfinished(error: SerializationError) -> SerializationError {
    forget();
    error
}

/// Reads one message; `body` reads to its end.
#[inline]
pub(crate) fn read<'de, R: FormatReader<'de>, T>(
    registry: &'de Result<Registry, RegistryError>,
    open: impl FnOnce(&'de Table) -> Result<R, DecodeError>,
    body: impl FnOnce(&mut R) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let registry = registry.as_ref().map_err(RegistryError::clone)?;
    let _reading = Reading::start();
    let mut from = match open(registry.table()) {
        Ok(from) => from,
        Err(error) => return Err(failed(error, registry)),
    };
    match body(&mut from) {
        // Built where it is to stay: one that is moved once more costs as much as a field.
        Ok(value) => Ok(value),
        Err(error) => Err(failed(from.locate(error.at(from.position())), registry)),
    }
}

/// Completes an error, and empties the slots of the thread.
#[cold]
fn failed(error: DecodeError, registry: &Registry) -> DecodeError {
    forget();
    explain(error, registry)
}
