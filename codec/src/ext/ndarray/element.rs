//! The Rust types that stand for NumPy's numbers.

use ndarray::ArrayD;
use num_complex::{Complex32, Complex64};

use super::NdArray;

/// A Rust type that stands for a NumPy dtype: the floats and integers of 8 to 64 bits, `bool`, and the complex numbers
/// of `num-complex`.
///
/// # Example
/// ```
/// use codec::ext::ndarray::Element;
/// assert_eq!((f64::DTYPE, u8::DTYPE), ("<f8", "|u1"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no element of a NumPy array",
    note = "f64, f32, i64 to i8, u64 to u8, bool, Complex64 and Complex32 are"
)]
pub trait Element: Sealed {
    /// What NumPy's `dtype.str` gives for it.
    const DTYPE: &'static str;
}

/// The elements in memory and on the wire.
pub trait Sealed: Clone + Send + Sync + Sized + 'static {
    /// Bytes of an element.
    const SIZE: usize;
    /// Appends the elements in the byte order of [`Element::DTYPE`].
    fn write<'a>(elements: impl ExactSizeIterator<Item = &'a Self>, out: &mut Vec<u8>);
    /// All elements of some bytes.
    fn read(bytes: &[u8], big_endian: bool) -> Vec<Self>;
    /// The array among others.
    fn into_any(array: ArrayD<Self>) -> NdArray;
    /// The array, if it is of this type.
    fn from_any(array: NdArray) -> Result<ArrayD<Self>, NdArray>;
}

/// The element types with their variants.
macro_rules! elements {
    ($($ty:ty, $variant:ident, $dtype:literal, $write:expr, $read:expr;)*) => {$(
        impl Element for $ty {
            const DTYPE: &'static str = $dtype;
        }

        impl Sealed for $ty {
            const SIZE: usize = size_of::<$ty>();

            fn write<'a>(elements: impl ExactSizeIterator<Item = &'a Self>, out: &mut Vec<u8>) {
                let start = out.len();
                // Room first and then pieces of a known size: the compiler makes copies of whole vectors of it.
                out.resize(start.saturating_add(elements.len().saturating_mul(Self::SIZE)), 0);
                let places = out.get_mut(start..).unwrap_or_default().chunks_exact_mut(Self::SIZE);
                for (place, element) in places.zip(elements) {
                    let bytes: [u8; size_of::<$ty>()] = $write(*element);
                    place.copy_from_slice(&bytes);
                }
            }

            fn read(bytes: &[u8], big_endian: bool) -> Vec<Self> {
                let pieces = bytes.chunks_exact(Self::SIZE);
                // Every piece is of this size.
                let piece = |bytes: &[u8]| <[u8; size_of::<$ty>()]>::try_from(bytes).unwrap_or_default();
                let read: fn([u8; size_of::<$ty>()]) -> $ty = $read;
                if big_endian {
                    let swap = if matches!(Self::DTYPE.as_bytes(), [_, b'c', ..]) { Self::SIZE / 2 } else { Self::SIZE };
                    return pieces.map(|bytes| {
                        let mut bytes = piece(bytes);
                        bytes.chunks_exact_mut(swap).for_each(<[u8]>::reverse);
                        read(bytes)
                    }).collect();
                }
                pieces.map(|bytes| read(piece(bytes))).collect()
            }

            fn into_any(array: ArrayD<Self>) -> NdArray {
                NdArray::$variant(array)
            }

            fn from_any(array: NdArray) -> Result<ArrayD<Self>, NdArray> {
                match array {
                    NdArray::$variant(array) => Ok(array),
                    other => Err(other),
                }
            }
        }
    )*};
}

elements! {
    f64, F64, "<f8", f64::to_le_bytes, f64::from_le_bytes;
    f32, F32, "<f4", f32::to_le_bytes, f32::from_le_bytes;
    i64, I64, "<i8", i64::to_le_bytes, i64::from_le_bytes;
    i32, I32, "<i4", i32::to_le_bytes, i32::from_le_bytes;
    i16, I16, "<i2", i16::to_le_bytes, i16::from_le_bytes;
    i8, I8, "|i1", i8::to_le_bytes, i8::from_le_bytes;
    u64, U64, "<u8", u64::to_le_bytes, u64::from_le_bytes;
    u32, U32, "<u4", u32::to_le_bytes, u32::from_le_bytes;
    u16, U16, "<u2", u16::to_le_bytes, u16::from_le_bytes;
    u8, U8, "|u1", u8::to_le_bytes, u8::from_le_bytes;
    bool, Bool, "|b1", |value| [u8::from(value)], |[byte]| byte != 0;
    Complex64, Complex64, "<c16", complex64_bytes, complex64;
    Complex32, Complex32, "<c8", complex32_bytes, complex32;
}

fn complex64_bytes(value: Complex64) -> [u8; 16] {
    ((u128::from(value.im.to_bits()) << 64) | u128::from(value.re.to_bits())).to_le_bytes()
}

#[allow(clippy::cast_possible_truncation)] // the lower half
fn complex64(bytes: [u8; 16]) -> Complex64 {
    let both = u128::from_le_bytes(bytes);
    Complex64::new(f64::from_bits(both as u64), f64::from_bits((both >> 64) as u64))
}

fn complex32_bytes(value: Complex32) -> [u8; 8] {
    ((u64::from(value.im.to_bits()) << 32) | u64::from(value.re.to_bits())).to_le_bytes()
}

#[allow(clippy::cast_possible_truncation)] // the lower half
fn complex32(bytes: [u8; 8]) -> Complex32 {
    let both = u64::from_le_bytes(bytes);
    Complex32::new(f32::from_bits(both as u32), f32::from_bits((both >> 32) as u32))
}
