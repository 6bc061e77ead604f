//! From bytes to opcodes. What is read is never longer than what is there.

use std::borrow::Cow;

use super::op::{Leaf, Op, Refused, refused};
use super::text::{is_integer, quoted, raw_unicode_escape};
use crate::error::{DecodeError, DecodeKind};

type Result<T> = std::result::Result<T, DecodeError>;

/// The newest protocol: that of CPython 3.8 to 3.14.
const NEWEST: u8 = 5;

/// Reads the opcodes of one pickle.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where in the input the pickle begins, for errors.
    base: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], base: usize) -> Self {
        Reader { bytes, at: 0, base }
    }

    /// Where in the input the next opcode stands.
    pub(crate) fn position(&self) -> usize {
        self.base.saturating_add(self.at)
    }

    /// The next opcode that does something.
    pub(crate) fn next(&mut self) -> Result<Op<'a>> {
        loop {
            let start = self.at;
            match self.byte()? {
                0x80 => self.protocol()?,
                0x95 => self.frame()?,
                opcode => return self.op(opcode).map_err(|error| error.at(self.base.saturating_add(start))),
            }
        }
    }

    /// Nothing may follow the end of the program.
    pub(crate) fn finish(&self) -> Result<()> {
        if self.at == self.bytes.len() {
            return Ok(());
        }
        Err(self.fault("data follows its end").at(self.position()))
    }

    fn op(&mut self, opcode: u8) -> Result<Op<'a>> {
        Ok(match opcode {
            b'.' => Op::Stop,
            b'(' => Op::Mark,
            b'0' => Op::Pop,
            b'1' => Op::PopMark,
            b'2' => Op::Dup,
            b']' => Op::EmptyList,
            b')' => Op::EmptyTuple,
            b'}' => Op::EmptyDict,
            b'l' => Op::List,
            b't' => Op::Tuple,
            b'd' => Op::Dict,
            0x85..=0x87 => Op::TupleOf(usize::from(opcode) - 0x84),
            b'a' => Op::Append,
            b'e' => Op::Appends,
            b's' => Op::SetItem,
            b'u' => Op::SetItems,
            0x94 => Op::Memoize,
            b'p' => Op::Put(self.number_line()?),
            b'q' => Op::Put(self.byte()?.into()),
            b'r' => Op::Put(u32::from_le_bytes(self.array()?)),
            b'g' => Op::Get(self.number_line()?),
            b'h' => Op::Get(self.byte()?.into()),
            b'j' => Op::Get(u32::from_le_bytes(self.array()?)),
            _ => Op::Leaf(self.leaf(opcode)?),
        })
    }

    fn leaf(&mut self, opcode: u8) -> Result<Leaf<'a>> {
        Ok(match opcode {
            b'N' => Leaf::None,
            0x88 => Leaf::Bool(true),
            0x89 => Leaf::Bool(false),
            b'K' => Leaf::Int(self.byte()?.into()),
            b'M' => Leaf::Int(u16::from_le_bytes(self.array()?).into()),
            b'J' => Leaf::Int(i32::from_le_bytes(self.array()?).into()),
            b'I' => self.int_line()?,
            b'L' => self.long_line()?,
            0x8A => Leaf::Long(self.counted::<1>()?),
            0x8B => Leaf::Long(self.signed_counted()?),
            b'F' => Leaf::Float(self.float_line()?),
            b'G' => Leaf::Float(f64::from_be_bytes(self.array()?)),
            b'V' => self.line().map(raw_unicode_escape).and_then(|text| self.text(text))?,
            0x8C => self.counted::<1>().and_then(|bytes| self.utf8(bytes))?,
            b'X' => self.counted::<4>().and_then(|bytes| self.utf8(bytes))?,
            0x8D => self.counted::<8>().and_then(|bytes| self.utf8(bytes))?,
            b'S' => self.line().map(quoted).and_then(|text| self.text(text))?,
            b'U' => self.counted::<1>().and_then(|bytes| self.ascii(bytes))?,
            b'T' => self.signed_counted().and_then(|bytes| self.ascii(bytes))?,
            b'C' => Leaf::Bytes(self.counted::<1>()?),
            b'B' => Leaf::Bytes(self.counted::<4>()?),
            // Bytes of any length, and a bytearray.
            0x8E | 0x96 => Leaf::Bytes(self.counted::<8>()?),
            _ => return Err(self.not_plain(opcode)),
        })
    }

    fn protocol(&mut self) -> Result<()> {
        match self.byte()? {
            0..=NEWEST => Ok(()),
            newer => Err(self.fault(&format!("its protocol {newer} is not known")).at(self.position())),
        }
    }

    /// Frames say how much to fetch from a slow source; all of it is here.
    fn frame(&mut self) -> Result<()> {
        let length = u64::from_le_bytes(self.array()?);
        let rest = self.bytes.len().saturating_sub(self.at);
        if usize::try_from(length).is_ok_and(|length| length <= rest) { Ok(()) } else { Err(self.ends()) }
    }

    fn byte(&mut self) -> Result<u8> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(array) = rest.first_chunk::<N>() else { return Err(self.ends()) };
        self.at += N;
        Ok(*array)
    }

    /// Bytes behind their number, which takes `N` bytes.
    fn counted<const N: usize>(&mut self) -> Result<&'a [u8]> {
        let mut wide = [0; 8];
        wide.iter_mut().zip(self.array::<N>()?).for_each(|(place, byte)| *place = byte);
        self.take(u64::from_le_bytes(wide))
    }

    /// Bytes behind their number, which has a sign where it would make no sense.
    fn signed_counted(&mut self) -> Result<&'a [u8]> {
        let count = i32::from_le_bytes(self.array()?);
        u64::try_from(count)
            .map_err(|_| self.fault("a length is negative"))
            .and_then(|count| self.take(count))
    }

    fn take(&mut self, count: u64) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let Some((taken, _)) = rest.split_at_checked(count) else { return Err(self.ends()) };
        self.at += count;
        Ok(taken)
    }

    /// Up to the end of the line, without it.
    fn line(&mut self) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(end) = rest.iter().position(|&byte| byte == b'\n') else { return Err(self.ends()) };
        let line = rest.get(..end).unwrap_or_default();
        self.at = self.at.saturating_add(end).saturating_add(1);
        Ok(line)
    }

    fn ascii_line(&mut self) -> Result<&'a str> {
        let line = self.line()?;
        std::str::from_utf8(line).map_err(|_| self.fault("a number is none"))
    }

    fn number_line(&mut self) -> Result<u32> {
        self.ascii_line()?.parse().map_err(|_| self.fault("a number is none"))
    }

    /// `01` is True and `00` is False, which protocols 0 and 1 have no other form for.
    fn int_line(&mut self) -> Result<Leaf<'a>> {
        match self.ascii_line()? {
            "01" => Ok(Leaf::Bool(true)),
            "00" => Ok(Leaf::Bool(false)),
            digits => self.digits(digits),
        }
    }

    fn long_line(&mut self) -> Result<Leaf<'a>> {
        let line = self.ascii_line()?;
        self.digits(line.strip_suffix('L').unwrap_or(line))
    }

    fn digits(&self, digits: &'a str) -> Result<Leaf<'a>> {
        if !is_integer(digits) {
            return Err(self.fault("a number is none"));
        }
        Ok(digits.parse().map_or(Leaf::Digits(digits), Leaf::Int))
    }

    fn float_line(&mut self) -> Result<f64> {
        self.ascii_line()?.parse().map_err(|_| self.fault("a number is none"))
    }

    fn text(&self, text: Option<String>) -> Result<Leaf<'a>> {
        text.map(|text| Leaf::Text(Cow::Owned(text))).ok_or_else(|| self.no_text())
    }

    fn utf8(&self, bytes: &'a [u8]) -> Result<Leaf<'a>> {
        let text = std::str::from_utf8(bytes).map_err(|_| self.no_text())?;
        Ok(Leaf::Text(Cow::Borrowed(text)))
    }

    fn ascii(&self, bytes: &'a [u8]) -> Result<Leaf<'a>> {
        if bytes.is_ascii() { self.utf8(bytes) } else { Err(self.no_text()) }
    }

    #[cold]
    fn no_text(&self) -> DecodeError {
        self.fault("a string is no valid text")
            .help("a lone surrogate, which Python allows, has no form in a Rust string")
    }

    /// An error of the pickle, without its place.
    #[cold]
    #[allow(clippy::unused_self)] // errors of the other readers are made by methods too
    pub(crate) fn fault(&self, what: &str) -> DecodeError {
        DecodeError::new(DecodeKind::Syntax, format!("could not parse the pickle: {what}"))
    }

    #[cold]
    fn ends(&self) -> DecodeError {
        let message = "could not parse the pickle: it ends inside an opcode or before its end";
        DecodeError::new(DecodeKind::Eof, message).at(self.position())
    }

    #[cold]
    fn not_plain(&self, opcode: u8) -> DecodeError {
        let Some((name, kind)) = refused(opcode) else {
            return self.fault(&format!("there is no opcode 0x{opcode:02x}"));
        };
        let error = DecodeError::new(DecodeKind::Unsupported, format!("the pickle opcode {name} is refused"));
        error.help(match kind {
            Refused::Code => "it would run code of the receiver; only plain data is read, not objects",
            Refused::Set => "only plain data is read: send a list instead of a set",
            Refused::Outside => "it refers to data outside the pickle",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ops(bytes: &[u8]) -> Vec<Op<'_>> {
        let mut reader = Reader::new(bytes, 0);
        let mut found = Vec::new();
        while found.last() != Some(&Op::Stop) {
            found.push(reader.next().unwrap());
        }
        reader.finish().unwrap();
        found
    }

    fn leaf(bytes: &[u8]) -> std::result::Result<Leaf<'_>, String> {
        match Reader::new(bytes, 10).next().map_err(|error| error.to_string())? {
            Op::Leaf(leaf) => Ok(leaf),
            other => panic!("{other:?}"),
        }
    }

    fn text(text: &str) -> Leaf<'_> {
        Leaf::Text(text.into())
    }

    #[test]
    fn leaves_in_all_forms() {
        assert_eq!(leaf(b"I42\n"), Ok(Leaf::Int(42)));
        assert_eq!(leaf(b"I01\n"), Ok(Leaf::Bool(true)));
        assert_eq!(leaf(b"L-42L\n"), Ok(Leaf::Int(-42)));
        assert_eq!(leaf(b"L99999999999999999999L\n"), Ok(Leaf::Digits("99999999999999999999")));
        assert_eq!(leaf(b"J\xff\xff\xff\xff"), Ok(Leaf::Int(-1)));
        assert_eq!(leaf(b"M\xff\xff"), Ok(Leaf::Int(65_535)));
        assert_eq!(leaf(b"\x8a\x02\xff\x00"), Ok(Leaf::Long(&[0xFF, 0])));
        assert_eq!(leaf(b"\x8b\x01\x00\x00\x00\x80"), Ok(Leaf::Long(&[0x80])));
        assert_eq!(leaf(b"F-2.5e3\n"), Ok(Leaf::Float(-2500.0)));
        assert_eq!(leaf(b"G\x40\x04\x00\x00\x00\x00\x00\x00"), Ok(Leaf::Float(2.5)));
        assert_eq!(leaf(b"V\\u20ac\n"), Ok(text("€")));
        assert_eq!(leaf(b"X\x03\x00\x00\x00\xe2\x82\xac"), Ok(text("€")));
        assert_eq!(leaf(b"\x8d\x01\x00\x00\x00\x00\x00\x00\x00a"), Ok(text("a")));
        assert_eq!(leaf(b"S'it\\'s'\n"), Ok(text("it's")));
        assert_eq!(leaf(b"U\x01a"), Ok(text("a")));
        assert_eq!(leaf(b"T\x01\x00\x00\x00a"), Ok(text("a")));
        assert_eq!(leaf(b"C\x02\x00\xff"), Ok(Leaf::Bytes(&[0, 255])));
        assert_eq!(leaf(b"B\x01\x00\x00\x00a"), Ok(Leaf::Bytes(b"a")));
        assert_eq!(leaf(b"\x96\x01\x00\x00\x00\x00\x00\x00\x00a"), Ok(Leaf::Bytes(b"a")));
    }

    #[test]
    fn protocols_and_frames_are_passed_over() {
        let found = ops(b"\x80\x05\x95\x02\x00\x00\x00\x00\x00\x00\x00N.");
        assert_eq!(found, [Op::Leaf(Leaf::None), Op::Stop]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (bytes, message) in [
            (&b"I4x\n"[..], "could not parse the pickle: a number is none (byte 10)"),
            (b"L\n", "could not parse the pickle: a number is none (byte 10)"),
            (b"Fx\n", "could not parse the pickle: a number is none (byte 10)"),
            (b"\x80\x06N.", "could not parse the pickle: its protocol 6 is not known (byte 12)"),
            (b"\xffx", "could not parse the pickle: there is no opcode 0xff (byte 10)"),
            (b"\x8b\xff\xff\xff\xff", "could not parse the pickle: a length is negative (byte 10)"),
            (
                b"U\x01\xe4",
                "could not parse the pickle: a string is no valid text (byte 10); a lone surrogate, which Python \
                 allows, has no form in a Rust string",
            ),
        ] {
            assert_eq!(leaf(bytes).unwrap_err(), message);
        }
        for bytes in [
            &b""[..],
            b"X\xff\xff\xff\x7fabc",
            b"\x8d\xff\xff\xff\xff\xff\xff\xff\xffa",
            b"I42",
            b"J\x01",
            b"\x95\xff\x00\x00\x00\x00\x00\x00\x00N.",
        ] {
            assert!(Reader::new(bytes, 0).next().unwrap_err().is_eof(), "{bytes:?}");
        }
    }

    #[test]
    fn code_is_refused_by_name() {
        for (opcode, name) in [
            (b'c', "GLOBAL"),
            (b'R', "REDUCE"),
            (b'b', "BUILD"),
            (b'i', "INST"),
            (b'o', "OBJ"),
            (0x81, "NEWOBJ"),
            (0x82, "EXT1"),
            (0x83, "EXT2"),
            (0x84, "EXT4"),
            (0x92, "NEWOBJ_EX"),
            (0x93, "STACK_GLOBAL"),
            (b'P', "PERSID"),
            (b'Q', "BINPERSID"),
            (0x8F, "EMPTY_SET"),
            (0x90, "ADDITEMS"),
            (0x91, "FROZENSET"),
            (0x97, "NEXT_BUFFER"),
            (0x98, "READONLY_BUFFER"),
        ] {
            let bytes = [opcode, b'x', b'\n', b'y', b'\n', b'.'];
            let error = Reader::new(&bytes, 0).next().unwrap_err();
            assert!(error.is_unsupported());
            assert!(
                error.to_string().starts_with(&format!("the pickle opcode {name} is refused (byte 0); "))
            );
        }
    }
}
