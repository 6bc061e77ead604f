//! Integers on their way out.

use crate::wire::out::Out;

const EIGHT: u64 = 100_000_000;

/// Decimal digits without a table: eight at a time in one register, so that nothing is stored that is read back at
/// once (which a processor cannot forward if the widths differ).
#[inline]
pub(super) fn unsigned(out: &mut Out, value: u64) {
    if value < 10 {
        #[allow(clippy::cast_possible_truncation)] // below 10
        return out.byte(b'0' + value as u8);
    }
    if value < EIGHT { leading(out, value) } else { long(out, value) }
}

#[inline(never)]
fn long(out: &mut Out, value: u64) {
    let (high, low) = (value / EIGHT, value % EIGHT);
    if high < EIGHT {
        leading(out, high);
    } else {
        leading(out, high / EIGHT);
        following(out, high % EIGHT);
    }
    following(out, low);
}

#[inline]
pub(super) fn signed(out: &mut Out, value: i64) {
    if value < 0 {
        out.byte(b'-');
    }
    unsigned(out, value.unsigned_abs());
}

const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);

/// Up to eight digits, without leading zeros.
#[inline]
fn leading(out: &mut Out, value: u64) {
    let digits = eight(value);
    // The first digit is the lowest byte; a bit in the last one's upper half leaves one digit in any case.
    let zeros = (digits | 1 << 60).trailing_zeros() & !7;
    out.word((digits | ZEROS) >> zeros, 8 - zeros as usize / 8);
}

/// A point and millionths, without trailing zeros; one digit stays in any case.
#[inline]
pub(super) fn places(out: &mut Out, millionths: u64) {
    let digits = eight(millionths * 100);
    let zeros = ((digits | 1).leading_zeros() / 8) as usize;
    out.word((digits | ZEROS) << 8 | u64::from(b'.'), 9 - zeros);
}

/// Ten-thousandths below 10^8 as a decimal, without zeros at either end; one digit stays on both sides of the point.
#[inline]
pub(super) fn ten_thousandths(out: &mut Out, value: u64) {
    let digits = eight(value);
    let leading = (digits | 1 << 28).trailing_zeros() as usize / 8;
    let trailing = ((digits | 1 << 32).leading_zeros() / 8) as usize;
    let text = digits | ZEROS;
    // The mask tells the compiler what the bits above have ensured.
    let whole = (4 - leading) & 7;
    out.two_words(text >> (8 * leading), whole, (text >> 24) & !0xFF | u64::from(b'.'), 5 - trailing);
}

/// Eight digits.
#[inline]
fn following(out: &mut Out, value: u64) {
    out.word(eight(value) | ZEROS, 8);
}

/// The eight digits of a number below 10^8, the first in the lowest byte: halved three times, each half in its lane.
#[inline]
fn eight(value: u64) -> u64 {
    let fours = (value / 10_000) | ((value % 10_000) << 32);
    // Division by 100 and by 10 as multiplication: exact for four and for two digits.
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let twos = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((twos - tens * 10) << 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut Out)) -> String {
        let mut out = Out::new(Vec::new());
        write(&mut out);
        String::from_utf8(out.into_vec()).unwrap()
    }

    #[test]
    fn every_pair_of_four_digits() {
        for half in 0..10_000u64 {
            for value in [half, half * 10_000 + 9_999, half * 10_000, 90_000_000 + half] {
                assert_eq!(text(|out| unsigned(out, value)), value.to_string());
                assert_eq!(text(|out| following(out, value)), format!("{value:08}"));
            }
        }
    }

    #[test]
    fn every_length_and_both_ends() {
        let mut values = vec![0, u64::MAX, i64::MAX as u64, 1 << 63];
        values.extend(
            (0..20).flat_map(|n| [10u64.pow(n), 10u64.pow(n) - 1, 10u64.pow(n) + 1, 7 * (10u64.pow(n) / 9)]),
        );
        for value in values {
            assert_eq!(text(|out| unsigned(out, value)), value.to_string());
            #[allow(clippy::cast_possible_wrap)] // wrapping is wanted
            let negative = (value as i64).wrapping_neg();
            assert_eq!(text(|out| signed(out, negative)), negative.to_string());
        }
        assert_eq!(text(|out| signed(out, i64::MIN)), i64::MIN.to_string());
    }
}
