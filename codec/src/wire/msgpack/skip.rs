//! Values that nobody wants: checked in full, kept nowhere.

use super::reader::{Reader, Result};
use crate::wire::parts::Kind;

impl Reader<'_> {
    /// Without recursion: eight bytes for each level that is open, each of which has taken one of the input at least.
    #[inline(never)]
    pub(crate) fn skip_value(&mut self) -> Result<()> {
        let Some(mut left) = self.skip_scalar_or_open()? else { return Ok(()) };
        let mut outer = Vec::new();
        loop {
            while left == 0 {
                self.close();
                match outer.pop() {
                    Some(further) => left = further,
                    None => return Ok(()),
                }
            }
            left -= 1;
            if let Some(inside) = self.skip_scalar_or_open()? {
                outer.push(left);
                left = inside;
            }
        }
    }

    /// The number of values in a container, keys as well, that was opened.
    #[inline]
    fn skip_scalar_or_open(&mut self) -> Result<Option<usize>> {
        match self.peek()? {
            Kind::Number => self.skip_number()?,
            Kind::String => self.skip_string()?,
            Kind::Null | Kind::Bool => self.at += 1,
            Kind::Bytes => drop(self.bytes()?),
            Kind::Ext => drop(self.ext()?),
            Kind::List => return self.open_list().map(Some),
            // Twice as many have been found to fit into the input.
            Kind::Dict => return self.open_dict().map(|count| Some(2 * count)),
        }
        Ok(None)
    }
}
