//! Arrays whose element type and number of dimensions the Rust type says.

use ndarray::{Array, Dimension, Ix1, Ix2, Ix3, Ix4, IxDyn};
use num_complex::{Complex32, Complex64};

use super::NdArray;
use super::any::with_dimensions;
use super::element::Element;
use super::payload::Payload;
use crate::serializer::Serializer;

const NAME: &str = "ndarray";

/// The serializer of one array type, for [`Serializer::also`], where [`serializer`](super::serializer) lacks it.
///
/// # Example
/// ```
/// use codec::{Codec, Json, ext};
/// use ndarray::{Array0, Ix0, arr0};
///
/// let arrays = ext::ndarray::serializer().also(ext::ndarray::typed::<f64, Ix0>());
/// let codec = Json::aiomas([arrays]);
/// let bytes = codec.encode(&arr0(5.0))?;
/// assert_eq!(bytes, br#"{"__type__":[0,{"type":"<f8","shape":[],"data":"AAAAAAAAFEA="}]}"#);
/// assert_eq!(codec.decode_as::<Array0<f64>>(&bytes)?, arr0(5.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn typed<A: Element, D: Dimension + 'static>() -> Serializer {
    let serializer = Serializer::new::<Array<A, D>>(
        |array| Ok(Payload::of(&array.view().into_dyn())),
        |value| with_dimensions(Payload::from_value(value)?.into_array::<A>()?),
    );
    serializer.with_name(NAME).bytes_as_base64()
}

/// The serializer of [`NdArray`] and of all common array types.
pub(super) fn all() -> Serializer {
    let any = Serializer::new::<NdArray>(|array| Ok(array.to_value()), NdArray::from_value);
    let mut further = Vec::new();
    further.extend(of::<f64>().into_iter().chain(of::<f32>()));
    further.extend(of::<i64>().into_iter().chain(of::<i32>()).chain(of::<i16>()).chain(of::<i8>()));
    further.extend(of::<u64>().into_iter().chain(of::<u32>()).chain(of::<u16>()).chain(of::<u8>()));
    further.extend(of::<bool>().into_iter().chain(of::<Complex64>()).chain(of::<Complex32>()));
    any.with_name(NAME).bytes_as_base64().also_all(further)
}

fn of<A: Element>() -> [Serializer; 5] {
    [typed::<A, Ix1>(), typed::<A, Ix2>(), typed::<A, Ix3>(), typed::<A, Ix4>(), typed::<A, IxDyn>()]
}
