//! Values that nobody wants: checked in full, kept nowhere.

use super::reader::{Reader, Result};
use crate::wire::parts::Kind;

/// The open containers of one call, innermost in the lowest bit: set for a dict. No allocation, and stack only for
/// every 128 levels, so that a raised depth limit cannot overflow it.
#[derive(Default)]
struct Open {
    dicts: u128,
    levels: u32,
}

impl Open {
    fn push(&mut self, dict: bool) {
        self.dicts = (self.dicts << 1) | u128::from(dict);
        self.levels += 1;
    }

    fn pop(&mut self) {
        self.dicts >>= 1;
        self.levels -= 1;
    }

    fn in_dict(&self) -> bool {
        self.dicts & 1 == 1
    }
}

impl Reader<'_> {
    pub(crate) fn skip_value(&mut self) -> Result<()> {
        let mut open = Open::default();
        loop {
            let inside = self.skip_scalar_or_open(&mut open)?;
            if !inside && !self.skip_ends(&mut open)? {
                return Ok(());
            }
        }
    }

    /// Whether a container was opened that is not empty: its first value follows.
    #[inline]
    fn skip_scalar_or_open(&mut self, open: &mut Open) -> Result<bool> {
        match self.peek()? {
            Kind::String => self.skip_string()?,
            Kind::Number => self.skip_number()?,
            Kind::Bool if self.peek_byte() == Some(b't') => self.literal("true")?,
            Kind::Bool => self.literal("false")?,
            Kind::Null => self.literal("null")?,
            Kind::List | Kind::Dict if open.levels == u128::BITS => self.skip_value()?,
            kind => return self.skip_open(kind == Kind::Dict, open),
        }
        Ok(false)
    }

    fn skip_open(&mut self, dict: bool, open: &mut Open) -> Result<bool> {
        if dict {
            self.open_dict()?;
        } else {
            self.open_list()?;
        }
        open.push(dict);
        let inside = self.skip_next(true, dict)?;
        if !inside {
            open.pop();
        }
        Ok(inside)
    }

    /// Behind a value: closes what ends here; false when nothing is open any more.
    #[inline]
    fn skip_ends(&mut self, open: &mut Open) -> Result<bool> {
        while open.levels > 0 {
            if self.skip_next(false, open.in_dict())? {
                return Ok(true);
            }
            open.pop();
        }
        Ok(false)
    }

    #[inline]
    fn skip_next(&mut self, first: bool, dict: bool) -> Result<bool> {
        if !dict {
            return self.next_element(first);
        }
        let more = self.next_entry(first)?;
        if more {
            self.skip_key()?;
        }
        Ok(more)
    }

    fn skip_key(&mut self) -> Result<()> {
        self.skip_ws();
        if self.peek_byte() != Some(b'"') {
            return Err(self.no_key());
        }
        self.skip_string()?;
        self.colon()
    }

    pub(super) fn literal(&mut self, literal: &'static str) -> Result<()> {
        if self.eat(literal) { Ok(()) } else { Err(self.bad_literal(literal)) }
    }
}
