//! Reading fields. Unknown ones are skipped, groups too; a known one must have its wire type.
#![allow(clippy::arithmetic_side_effects, reason = "the cursor: what is added to it has been found there")]

use super::{END_GROUP, GROUP, I32, I64, LEN, VARINT};
use crate::error::{DecodeError, DecodeKind};
use crate::wire::limits::read_too_deep;

/// The fields of one message.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where in the input the message begins, for errors.
    base: usize,
    /// The message's name, for errors.
    name: &'static str,
    /// The most groups within groups.
    depth: u32,
}

/// A field that is not a group.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    pub(crate) number: u32,
    /// Where in the input its content begins.
    pub(crate) at: usize,
    content: Content<'a>,
    /// The message's name, for errors.
    name: &'static str,
}

#[derive(Debug)]
enum Content<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes, which no message of mango's has.
    Fixed,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(bytes: &'a [u8], base: usize, name: &'static str, depth: u32) -> Self {
        Fields { bytes, at: 0, base, name, depth }
    }

    /// The next field; none at the end of the message.
    pub(crate) fn next(&mut self) -> Result<Option<Field<'a>>, DecodeError> {
        while self.at < self.bytes.len() {
            let start = self.at;
            let (number, wire_type) = self.tag()?;
            match wire_type {
                GROUP => self.skip_group(number)?,
                END_GROUP => return Err(self.fault(start, "a group ends that has not begun")),
                _ => {
                    let (at, content) = self.content(wire_type, start)?;
                    let at = self.base.saturating_add(at);
                    return Ok(Some(Field { number, at, content, name: self.name }));
                }
            }
        }
        Ok(None)
    }

    fn tag(&mut self) -> Result<(u32, u32), DecodeError> {
        let start = self.at;
        let tag = self.varint()?;
        let tag = u32::try_from(tag).map_err(|_| self.fault(start, "a field number is out of range"))?;
        match tag >> 3 {
            0 => Err(self.fault(start, "no field has the number 0")),
            number => Ok((number, tag & 7)),
        }
    }

    /// What follows a tag that stands at `start`, and where it begins.
    fn content(&mut self, wire_type: u32, start: usize) -> Result<(usize, Content<'a>), DecodeError> {
        let begin = self.at;
        Ok(match wire_type {
            VARINT => (begin, Content::Varint(self.varint()?)),
            LEN => {
                let bytes = self.delimited()?;
                (self.at.saturating_sub(bytes.len()), Content::Bytes(bytes))
            }
            I64 => self.take(8, begin).map(|_| (begin, Content::Fixed))?,
            I32 => self.take(4, begin).map(|_| (begin, Content::Fixed))?,
            _ => return Err(self.fault(start, "a field has a wire type that does not exist")),
        })
    }

    fn delimited(&mut self) -> Result<&'a [u8], DecodeError> {
        let start = self.at;
        let length = self.varint()?;
        // A length beyond the address space is one beyond the input.
        self.take(usize::try_from(length).unwrap_or(usize::MAX), start)
    }

    fn take(&mut self, count: usize, start: usize) -> Result<&'a [u8], DecodeError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some((taken, _)) = rest.split_at_checked(count) else { return Err(self.ends(start)) };
        self.at += count;
        Ok(taken)
    }

    /// At most ten bytes, the last of which holds the 64th bit alone.
    fn varint(&mut self) -> Result<u64, DecodeError> {
        let start = self.at;
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let Some(&byte) = self.bytes.get(self.at) else { return Err(self.ends(start)) };
            self.at += 1;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                if shift == 63 && byte > 1 {
                    break;
                }
                return Ok(value);
            }
        }
        Err(self.fault(start, "a number has more than 64 bits"))
    }

    /// Behind the tag that begins a group. Without recursion: each level costs one number.
    fn skip_group(&mut self, number: u32) -> Result<(), DecodeError> {
        let mut open = vec![number];
        while let Some(innermost) = open.last() {
            if open.len() > self.depth as usize {
                return Err(self.depth_limit());
            }
            let start = self.at;
            let (number, wire_type) = self.tag()?;
            match wire_type {
                GROUP => open.push(number),
                END_GROUP if number == *innermost => drop(open.pop()),
                END_GROUP => return Err(self.fault(start, "a group ends that has not begun")),
                _ => {
                    self.content(wire_type, start)?;
                }
            }
        }
        Ok(())
    }

    #[cold]
    fn depth_limit(&self) -> DecodeError {
        read_too_deep(self.depth).at(self.base.saturating_add(self.at))
    }

    #[cold]
    fn fault(&self, at: usize, what: &str) -> DecodeError {
        let message = format!("could not parse `{}`: {what}", self.name);
        DecodeError::new(DecodeKind::Syntax, message).at(self.base.saturating_add(at))
    }

    #[cold]
    fn ends(&self, at: usize) -> DecodeError {
        let message = format!("could not parse `{}`: it ends inside a field", self.name);
        DecodeError::new(DecodeKind::Eof, message).at(self.base.saturating_add(at))
    }
}

impl<'a> Field<'a> {
    /// The low 32 bits of a number: parsers cut an `int32`, so that five bytes are enough for a negative one.
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // that cut
    pub(crate) fn int32(&self) -> Result<i32, DecodeError> {
        match self.content {
            Content::Varint(value) => Ok(value as i32),
            _ => Err(self.wrong("a number")),
        }
    }

    pub(crate) fn bytes(&self) -> Result<&'a [u8], DecodeError> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            _ => Err(self.wrong("bytes")),
        }
    }

    pub(crate) fn text(&self) -> Result<&'a str, DecodeError> {
        let bytes = self.bytes()?;
        std::str::from_utf8(bytes).map_err(|error| {
            let message = format!("could not parse `{}`: field {} is not UTF-8", self.name, self.number);
            let at = self.at.saturating_add(error.valid_up_to());
            DecodeError::new(DecodeKind::Syntax, message).at(at)
        })
    }

    /// Python takes such a field for an unknown one and loses it.
    #[cold]
    fn wrong(&self, expected: &str) -> DecodeError {
        let message = format!("could not parse `{}`: field {} is not {expected}", self.name, self.number);
        DecodeError::new(DecodeKind::Syntax, message).at(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All fields, as numbers and how their content prints.
    fn read(bytes: &[u8]) -> Result<Vec<(u32, String)>, String> {
        let mut fields = Fields::new(bytes, 100, "Msg", 3);
        let mut found = Vec::new();
        while let Some(field) = fields.next().map_err(|error| error.to_string())? {
            let text = match field.content {
                Content::Varint(value) => value.to_string(),
                Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Content::Fixed => "fixed".to_owned(),
            };
            found.push((field.number, text));
        }
        Ok(found)
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes).unwrap_err()
    }

    #[test]
    fn every_wire_type() {
        let bytes = b"\x08\x96\x01\x12\x02ab\x1d1234\x2112345678\x2b\x08\x01\x33\x34\x2c\x80\x01\x00";
        let expected = [(1, "150"), (2, "ab"), (3, "fixed"), (4, "fixed"), (16, "0")];
        let found = read(bytes).unwrap();
        assert_eq!(found, expected.map(|(number, text)| (number, text.to_owned())));
        assert_eq!(read(b""), Ok(Vec::new()));
    }

    #[test]
    fn numbers_have_at_most_64_bits() {
        assert_eq!(read(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").unwrap()[0].1, u64::MAX.to_string());
        let too_long = "could not parse `Msg`: a number has more than 64 bits (byte 101)";
        assert_eq!(refusal(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), too_long);
        assert_eq!(refusal(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00"), too_long);
        assert_eq!(refusal(b"\x08\xff"), "could not parse `Msg`: it ends inside a field (byte 101)");
        assert_eq!(
            refusal(b"\x80\x80\x80\x80\x10"),
            "could not parse `Msg`: a field number is out of range (byte 100)"
        );
        assert_eq!(refusal(b"\x00\x00"), "could not parse `Msg`: no field has the number 0 (byte 100)");
    }

    #[test]
    fn a_negative_number_takes_five_bytes_or_ten() {
        for bytes in [&b"\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01"[..], b"\x08\xfe\xff\xff\xff\x0f"] {
            let field = Fields::new(bytes, 0, "Msg", 1).next().unwrap().unwrap();
            assert_eq!(field.int32().unwrap(), -2);
            assert!(field.bytes().is_err());
        }
    }

    #[test]
    fn lengths_are_not_believed() {
        for length in
            [&b"\x03"[..], b"\xff\x7f", b"\xff\xff\xff\xff\x0f", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"]
        {
            let bytes = [b"\x12", length, b"ab"].concat();
            assert_eq!(refusal(&bytes), "could not parse `Msg`: it ends inside a field (byte 101)");
        }
        assert!(refusal(b"\x1d123").starts_with("could not parse `Msg`: it ends inside a field"));
        assert!(refusal(b"\x211234567").starts_with("could not parse `Msg`: it ends inside a field"));
    }

    #[test]
    fn groups_nest_to_the_limit() {
        assert_eq!(read(b"\x0b\x13\x1b\x1c\x14\x0c\x08\x05"), Ok(vec![(1, "5".to_owned())]));
        assert_eq!(
            refusal(b"\x0b\x13\x1b\x23\x24\x1c\x14\x0c"),
            "nesting is deeper than 3 levels (byte 104); raise it with `Limits::depth`"
        );
        let deep = vec![0x0b; 1_000_000];
        assert!(refusal(&deep).starts_with("nesting is deeper than 3 levels"));
        let other = "could not parse `Msg`: a group ends that has not begun";
        assert_eq!(refusal(b"\x0b\x14"), format!("{other} (byte 101)"));
        assert_eq!(refusal(b"\x0c"), format!("{other} (byte 100)"));
        assert_eq!(refusal(b"\x0b"), "could not parse `Msg`: it ends inside a field (byte 101)");
        assert_eq!(
            refusal(b"\x0e"),
            "could not parse `Msg`: a field has a wire type that does not exist (byte 100)"
        );
    }

    #[test]
    fn text_is_utf_8() {
        let field = Fields::new(b"\x0a\x03a\xff\x62", 100, "Msg", 1).next().unwrap().unwrap();
        let error = field.text().unwrap_err().to_string();
        assert_eq!(error, "could not parse `Msg`: field 1 is not UTF-8 (byte 103)");
        assert_eq!(field.bytes().unwrap(), b"a\xffb");
        let error = field.int32().unwrap_err().to_string();
        assert_eq!(error, "could not parse `Msg`: field 1 is not a number (byte 102)");
    }
}
