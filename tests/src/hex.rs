//! Hexadecimal text: of bytes, and of integers that Python cannot print in decimal.

/// The bytes that pairs of hexadecimal digits stand for.
///
/// # Panics
/// If the text is anything else: a vector is broken then.
pub fn bytes(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("ASCII"));
    digits.map(|pair| u8::from_str_radix(pair, 16).expect("two hexadecimal digits")).collect()
}

/// The decimal digits of a hexadecimal integer of any length, by long division's inverse: 16 x + d, nine digits at a
/// time.
///
/// # Panics
/// If the text is no hexadecimal integer.
pub fn decimal(text: &str) -> String {
    const LIMB: u64 = 1_000_000_000;
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let mut limbs = vec![0_u64];
    for digit in digits.chars() {
        let mut carry = u64::from(digit.to_digit(16).expect("a hexadecimal digit"));
        for limb in &mut limbs {
            let wide = *limb * 16 + carry;
            (*limb, carry) = (wide % LIMB, wide / LIMB);
        }
        limbs.extend((carry > 0).then_some(carry));
    }
    let head = limbs.pop().unwrap_or_default().to_string();
    let rest: String = limbs.iter().rev().map(|limb| format!("{limb:09}")).collect();
    format!("{sign}{head}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_digits() {
        for number in [0, 1, 255, 1_000_000_000, u128::MAX, 10_u128.pow(27), 10_u128.pow(36) + 7] {
            assert_eq!(decimal(&format!("{number:x}")), number.to_string());
        }
        assert_eq!(decimal("-ff"), "-255");
        assert_eq!(bytes("00ff7f"), [0, 255, 127]);
    }
}
