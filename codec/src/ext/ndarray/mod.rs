//! NumPy arrays (feature `ndarray`): `ndarray::Array` as `{"type": "<f8", "shape": [2, 3], "data": ..}`.
//!
//! That is the form of the serializer in aiomas's documentation, which projects with mango use as well. The data are
//! the bytes of the elements in C order: as they are where the format has bytes, standard base64 text in JSON.
//!
//! ```standalone_crate
//! use codec::{Codec, Json, ext, json_serializable};
//! use ndarray::{Array1, Array2, array};
//!
//! #[json_serializable]
//! #[derive(Debug, PartialEq)]
//! struct Measurement {
//!     #[codec(object = ext::ndarray::serializer)]
//!     samples: Array2<f64>,
//! }
//!
//! let codec = Json::builder().serializers([ext::ndarray::serializer]).build()?;
//! let measurement = Measurement { samples: array![[1.0, 2.0], [3.0, 4.0]] };
//! let bytes = codec.encode(&measurement)?;
//! assert_eq!(codec.decode_as::<Measurement>(&bytes)?, measurement);
//!
//! let bytes = codec.encode(&array![1.0, 2.5])?;
//! assert_eq!(
//!     bytes,
//!     br#"{"__type__":[667420888,{"type":"<f8","shape":[2],"data":"AAAAAAAA8D8AAAAAAAAEQA=="}]}"#
//! );
//! assert_eq!(codec.decode_as::<Array1<f64>>(&bytes)?, array![1.0, 2.5]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any;
mod dtype;
mod element;
mod payload;
mod raw;
#[cfg(test)]
mod tests;
mod typed;

use std::sync::OnceLock;

use crate::serializer::Serializer;
use crate::serializer::shape::Ids;

pub use any::NdArray;
pub use element::Element;
pub use raw::RawArray;
pub use typed::typed;

const BEFORE_2_4: i32 = -1_637_277_613;
const FROM_2_4: i32 = 667_420_888;
const ACCEPTED: &[i32] = &[BEFORE_2_4, FROM_2_4];

/// NumPy 2.4 needs CPython 3.11.
const CURRENT: Ids =
    Ids { emitted: [BEFORE_2_4, FROM_2_4, FROM_2_4, FROM_2_4, FROM_2_4], accepted: ACCEPTED };
const OLD: Ids = Ids { emitted: [BEFORE_2_4; 5], accepted: ACCEPTED };

/// The serializer of NumPy arrays, with the id that mango-agents gives `numpy.ndarray`.
///
/// It is sent as NumPy 2.4 and newer number it (with the profile of CPython 3.10, where there is no such NumPy, as the
/// older ones); see [`before_numpy_2_4`]. Both ids are understood.
///
/// These types are sent under it and read where they are asked for: [`NdArray`], and `ndarray::Array` with one to four
/// dimensions or a dynamic number of them, of every [`Element`]. [`typed`] makes others. Without a type that is asked
/// for, decoding gives an [`NdArray`].
///
/// Whatever the layout in memory, arrays are written in C order, as NumPy's `tobytes` does; arrays of either byte order
/// are read. An array of another element type than the one asked for is an error: nothing is converted.
///
/// # Example
/// ```
/// use codec::ext::ndarray::NdArray;
/// use codec::{Codec, Json, ext};
/// use ndarray::{Array2, array};
///
/// let codec = Json::aiomas([ext::ndarray::serializer]);
/// let bytes = codec.encode(&array![[1_u8, 2], [3, 4]].reversed_axes())?;
/// assert_eq!(bytes, br#"{"__type__":[0,{"type":"|u1","shape":[2,2],"data":"AQMCBA=="}]}"#);
///
/// let any = codec.decode(&bytes)?.downcast::<NdArray>()?;
/// assert_eq!((any.dtype(), any.shape()), ("|u1", &[2, 2][..]));
/// assert_eq!(Array2::<u8>::try_from(any)?, array![[1, 3], [2, 4]]);
/// assert!(codec.decode_as::<Array2<f64>>(&bytes).unwrap_err().is_type_mismatch());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn serializer() -> Serializer {
    static MADE: OnceLock<Serializer> = OnceLock::new();
    MADE.get_or_init(|| typed::all().with_ids(&CURRENT)).clone()
}

/// As [`serializer`], with the id that NumPy before 2.4 has on every version of Python.
///
/// # Example
/// ```
/// use codec::ext::ndarray::{NdArray, before_numpy_2_4, serializer};
/// use codec::{Codec, Json};
///
/// let (current, old) = (Json::with_serializers([serializer]), Json::with_serializers([before_numpy_2_4]));
/// assert_eq!(current.id_of::<NdArray>(), Some(667420888));
/// assert_eq!(old.id_of::<NdArray>(), Some(-1637277613));
/// ```
pub fn before_numpy_2_4() -> Serializer {
    static MADE: OnceLock<Serializer> = OnceLock::new();
    MADE.get_or_init(|| typed::all().with_ids(&OLD)).clone()
}
