//! Integers of any size, between two's complement and decimal text. Schoolbook: the digits are limited.

/// Nine decimal digits.
const LIMB: u64 = 1_000_000_000;

/// The decimal text of an integer in two's complement, lowest byte first; no bytes are zero.
pub(crate) fn decimal(bytes: &[u8]) -> String {
    let negative = bytes.last().is_some_and(|&byte| byte >= 0x80);
    let mut limbs = Vec::new();
    // As `!x`, which is `-x - 1` and so not negative.
    let flip = if negative { u32::MAX } else { 0 };
    for word in bytes.chunks(4).rev() {
        multiply_add(&mut limbs, 1 << 32, u64::from(word_of(word, negative) ^ flip), LIMB);
    }
    if negative {
        multiply_add(&mut limbs, 1, 1, LIMB);
    }
    let (sign, head) = (if negative { "-" } else { "" }, limbs.pop().unwrap_or_default());
    limbs.iter().rev().fold(format!("{sign}{head}"), |text, limb| text + &format!("{limb:09}"))
}

/// Up to four bytes, lowest first, extended by the sign.
fn word_of(bytes: &[u8], negative: bool) -> u32 {
    // Only the highest word may be short, and it ends with the sign.
    let mut word = if negative { [0xFF; 4] } else { [0; 4] };
    word.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    u32::from_le_bytes(word)
}

/// `limbs * factor + carry` in a base, lowest limb first.
fn multiply_add(limbs: &mut Vec<u64>, factor: u64, mut carry: u64, base: u64) {
    for limb in &mut *limbs {
        // Below 2^32 * 2^32: limb, factor and carry are at most that base or a word.
        let wide = *limb * factor + carry;
        (*limb, carry) = (wide % base, wide / base);
    }
    while carry > 0 {
        limbs.push(carry % base);
        carry /= base;
    }
}

/// The shortest two's complement, lowest byte first, of decimal text; zero is one byte.
pub(crate) fn twos_complement(decimal: &str) -> Vec<u8> {
    let (negative, digits) = match decimal.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, decimal),
    };
    let mut words = Vec::new();
    let head = digits.len() % 9;
    let (first, rest) = digits.split_at_checked(head).unwrap_or((digits, ""));
    add_digits(&mut words, first.as_bytes());
    rest.as_bytes().chunks(9).for_each(|chunk| add_digits(&mut words, chunk));
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes().into_iter().take(4)).collect();
    // Room for the sign.
    bytes.push(0);
    if negative {
        negate(&mut bytes);
    }
    while let [.., below, top] = *bytes {
        let is_sign = if below < 0x80 { top == 0 } else { top == 0xFF };
        if !is_sign {
            break;
        }
        bytes.pop();
    }
    bytes
}

fn add_digits(words: &mut Vec<u64>, digits: &[u8]) {
    let number = digits.iter().fold(0, |number, digit| number * 10 + u64::from(digit & 0xF));
    multiply_add(words, LIMB, number, 1 << 32);
}

fn negate(bytes: &mut [u8]) {
    let mut carry = true;
    for byte in bytes {
        let (sum, overflow) = (!*byte).overflowing_add(u8::from(carry));
        (*byte, carry) = (sum, overflow);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(decimal_text: &str, bytes: &[u8]) {
        assert_eq!(twos_complement(decimal_text), bytes, "{decimal_text}");
        assert_eq!(decimal(bytes), decimal_text);
    }

    #[test]
    fn as_cpython_writes_them() {
        check("0", &[0]);
        check("127", &[0x7F]);
        check("128", &[0x80, 0]);
        check("255", &[0xFF, 0]);
        check("-1", &[0xFF]);
        check("-128", &[0x80]);
        check("-129", &[0x7F, 0xFF]);
        check("2147483648", &[0, 0, 0, 0x80, 0]);
        check("-9223372036854775808", &[0, 0, 0, 0, 0, 0, 0, 0x80]);
        check("9223372036854775808", &[0, 0, 0, 0, 0, 0, 0, 0x80, 0]);
        check("1267650600228229401496703205376", &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10]);
        check("1000000000000000000000000000", &[0, 0, 0, 0xE8, 0x3C, 0x80, 0xD0, 0x9F, 0x3C, 0x2E, 0x3B, 3]);
    }

    #[test]
    fn agree_with_128_bits() {
        let mut number: i128 = 1;
        for step in 0..500 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for number in [number, number >> (step % 128)] {
                let bytes = twos_complement(&number.to_string());
                let mut wide = if number < 0 { [0xFF; 16] } else { [0; 16] };
                wide.iter_mut().zip(&bytes).for_each(|(place, byte)| *place = *byte);
                assert_eq!(i128::from_le_bytes(wide), number);
                assert_eq!(decimal(&bytes), number.to_string());
            }
        }
        assert_eq!(decimal(&[]), "0");
        assert_eq!(decimal(&[5, 0, 0, 0, 0, 0, 0]), "5");
        assert_eq!(decimal(&[0xFB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), "-5");
    }
}
