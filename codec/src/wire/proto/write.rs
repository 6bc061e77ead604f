//! Writing fields. What is empty or zero is left out, as proto3 has it.

use super::{LEN, VARINT};

/// Seven bits a byte, lowest first.
fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// A negative number takes ten bytes: it is extended to 64 bits.
#[allow(clippy::cast_sign_loss)] // that extension
pub(crate) fn int32(out: &mut Vec<u8>, number: u32, value: i32) {
    if value != 0 {
        varint(out, u64::from(number << 3 | VARINT));
        varint(out, i64::from(value) as u64);
    }
}

pub(crate) fn bytes(out: &mut Vec<u8>, number: u32, value: &[u8]) {
    if !value.is_empty() {
        varint(out, u64::from(number << 3 | LEN));
        varint(out, value.len() as u64);
        out.extend_from_slice(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_as_the_encoding_guide_has_them() {
        let mut out = Vec::new();
        int32(&mut out, 1, 150);
        bytes(&mut out, 2, b"testing");
        int32(&mut out, 3, 0);
        bytes(&mut out, 4, b"");
        int32(&mut out, 16, -2);
        let expected =
            b"\x08\x96\x01\x12\x07testing\x80\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01".as_slice();
        assert_eq!(out, expected);
    }
}
