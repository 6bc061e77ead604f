//! From pickles to values: the machine that the opcodes run on.
//!
//! Nodes live in one vector and refer to each other by number, because a container is remembered while it is still
//! empty and filled through whatever refers to it. Values are made at the end, from the outermost node inwards.

use std::collections::BTreeMap;

use super::build::Builder;
use crate::error::{DecodeError, Limit};
use crate::value::Value;
use crate::wire::Limits;
use crate::wire::limits::read_too_deep;
use crate::wire::pickle::{Leaf, Op, Reader, decimal};

type Result<T> = std::result::Result<T, DecodeError>;

/// The value of a pickle that begins at `base` of the input, with `depth` levels around it.
pub(in super::super) fn load(bytes: &[u8], base: usize, limits: &Limits, depth: u32) -> Result<Value> {
    let mut machine = Machine::new(Reader::new(bytes, base), limits);
    loop {
        let start = machine.reader.position();
        match machine.reader.next()? {
            Op::Stop => break,
            op => machine.run(op).map_err(|error| error.at(start))?,
        }
    }
    machine.reader.finish()?;
    // A mark that nothing took is no value either: where it stands on top, Python refuses the pickle as well.
    let ([root], []) = (&machine.stack[..], &machine.marks[..]) else {
        return Err(machine.reader.fault("it does not end with one value").at(machine.reader.position()));
    };
    let root = *root;
    Builder::new(machine.nodes, limits, bytes.len()).value(root, depth)
}

/// The number of a node.
pub(super) type Ref = u32;

#[derive(Debug)]
pub(super) enum Node {
    Leaf(Value),
    List(Vec<Ref>),
    Tuple(Vec<Ref>),
    /// Keys and values by turns.
    Dict(Vec<Ref>),
    /// Given away, or being built.
    Gone,
}

#[derive(Debug)]
pub(super) struct Slot {
    pub(super) node: Node,
    /// Whether more than one place may refer to it.
    pub(super) is_shared: bool,
}

/// The numbers of the nodes for constants, so that a byte of input does not always take a node.
const NONE: Ref = 0;
const FALSE: Ref = 1;
const TRUE: Ref = 2;
const EMPTY_TUPLE: Ref = 3;

struct Machine<'a> {
    reader: Reader<'a>,
    limits: &'a Limits,
    /// The most nodes, references on the stack and remembered ones: a dict entry takes two.
    most: usize,
    nodes: Vec<Slot>,
    stack: Vec<Ref>,
    /// How high the stack was at each mark.
    marks: Vec<usize>,
    /// A tree and not a hash map: the keys come from the wire.
    memo: BTreeMap<u32, Ref>,
}

impl<'a> Machine<'a> {
    fn new(reader: Reader<'a>, limits: &'a Limits) -> Self {
        let constants = [Value::Null, Value::Bool(false), Value::Bool(true)].map(Node::Leaf);
        let constants = constants.into_iter().chain([Node::Tuple(Vec::new())]);
        let nodes = constants.map(|node| Slot { node, is_shared: true });
        Machine {
            reader,
            limits,
            most: limits.elements.saturating_mul(2).saturating_add(8),
            nodes: nodes.collect(),
            stack: Vec::new(),
            marks: Vec::new(),
            memo: BTreeMap::new(),
        }
    }

    fn run(&mut self, op: Op<'_>) -> Result<()> {
        match op {
            Op::Leaf(leaf) => self.leaf(leaf),
            Op::EmptyList => self.push_new(Node::List(Vec::new())),
            Op::EmptyTuple => self.push(EMPTY_TUPLE),
            Op::EmptyDict => self.push_new(Node::Dict(Vec::new())),
            Op::List => self.above_mark().and_then(|items| self.push_new(Node::List(items))),
            Op::Tuple => self.above_mark().and_then(|items| self.push_new(Node::Tuple(items))),
            Op::Dict => self.above_mark().and_then(|items| self.pairs(items)),
            Op::TupleOf(count) => self.topmost(count).and_then(|items| self.push_new(Node::Tuple(items))),
            Op::Append => self.topmost(1).and_then(|items| self.append(&items)),
            Op::Appends => self.above_mark().and_then(|items| self.append(&items)),
            Op::SetItem => self.topmost(2).and_then(|items| self.set_items(&items)),
            Op::SetItems => self.above_mark().and_then(|items| self.set_items(&items)),
            Op::Mark => self.mark(),
            Op::Pop => self.pop(),
            Op::PopMark => self.above_mark().map(drop),
            Op::Dup => self.top().and_then(|node| self.share(node)),
            Op::Put(number) => self.remember(number),
            Op::Memoize => self.remember(u32::try_from(self.memo.len()).unwrap_or(u32::MAX)),
            Op::Get(number) => self.recall(number),
            Op::Stop => Ok(()),
        }
    }

    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<()> {
        let value = match leaf {
            Leaf::None => return self.push(NONE),
            Leaf::Bool(false) => return self.push(FALSE),
            Leaf::Bool(true) => return self.push(TRUE),
            Leaf::Int(value) => Value::Int(value),
            Leaf::Digits(digits) => self.integer(digits)?,
            Leaf::Long(bytes) => self.long(bytes)?,
            Leaf::Float(value) => Value::Float(value),
            Leaf::Text(text) => Value::String(text.into_owned()),
            Leaf::Bytes(bytes) => Value::Bytes(bytes.into()),
        };
        self.push_new(Node::Leaf(value))
    }

    fn long(&self, bytes: &[u8]) -> Result<Value> {
        let sign = bytes.last().is_some_and(|&byte| byte >= 0x80);
        let mut wide = if sign { [0xFF; 8] } else { [0; 8] };
        if bytes.len() <= wide.len() {
            wide.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
            return Ok(Value::Int(i64::from_le_bytes(wide)));
        }
        // Two digits take at most seven bits: a coarse look before the work of finding the digits.
        if bytes.len() / 2 > self.limits.digits {
            return Err(self.digit_limit());
        }
        self.integer(&decimal(bytes))
    }

    fn integer(&self, digits: &str) -> Result<Value> {
        if digits.trim_start_matches(['-', '+']).len() > self.limits.digits {
            return Err(self.digit_limit());
        }
        Value::integer(digits).ok_or_else(|| self.reader.fault("a number is none"))
    }

    #[cold]
    fn digit_limit(&self) -> DecodeError {
        let message = format!("an integer has more than {} digits", self.limits.digits);
        DecodeError::limited(Limit::Digits, message)
    }

    fn push(&mut self, node: Ref) -> Result<()> {
        if self.stack.len() >= self.most {
            return Err(element_limit(self.limits));
        }
        self.stack.push(node);
        Ok(())
    }

    fn push_new(&mut self, node: Node) -> Result<()> {
        let number = Ref::try_from(self.nodes.len()).unwrap_or(Ref::MAX);
        if self.nodes.len() >= self.most || number == Ref::MAX {
            return Err(element_limit(self.limits));
        }
        self.nodes.push(Slot { node, is_shared: false });
        self.push(number)
    }

    /// A second reference to a node.
    fn share(&mut self, node: Ref) -> Result<()> {
        if let Some(slot) = self.nodes.get_mut(node as usize) {
            slot.is_shared = true;
        }
        self.push(node)
    }

    /// The lowest place of the stack that may be taken: marks guard what is below them.
    fn floor(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    fn top(&self) -> Result<Ref> {
        match self.stack.last() {
            Some(&node) if self.stack.len() > self.floor() => Ok(node),
            _ => Err(self.missing()),
        }
    }

    fn pop(&mut self) -> Result<()> {
        // At a mark, the mark is what is popped.
        if self.stack.len() == self.floor() && self.marks.pop().is_some() {
            return Ok(());
        }
        self.top()?;
        self.stack.pop();
        Ok(())
    }

    fn topmost(&mut self, count: usize) -> Result<Vec<Ref>> {
        match self.stack.len().checked_sub(count) {
            Some(from) if from >= self.floor() => Ok(self.stack.split_off(from)),
            _ => Err(self.missing()),
        }
    }

    fn mark(&mut self) -> Result<()> {
        if self.marks.len() > self.limits.depth as usize {
            return Err(read_too_deep(self.limits.depth));
        }
        self.marks.push(self.stack.len());
        Ok(())
    }

    fn above_mark(&mut self) -> Result<Vec<Ref>> {
        let from = self.marks.pop().ok_or_else(|| self.reader.fault("a mark is missing"))?;
        Ok(self.stack.split_off(from.min(self.stack.len())))
    }

    fn pairs(&mut self, items: Vec<Ref>) -> Result<()> {
        self.even(&items)?;
        self.push_new(Node::Dict(items))
    }

    fn even(&self, items: &[Ref]) -> Result<()> {
        if items.len() % 2 == 0 { Ok(()) } else { Err(self.reader.fault("a key has no value")) }
    }

    fn append(&mut self, items: &[Ref]) -> Result<()> {
        let top = self.top()?;
        match self.nodes.get_mut(top as usize).map(|slot| &mut slot.node) {
            Some(Node::List(list)) => {
                list.extend_from_slice(items);
                Ok(())
            }
            _ => Err(self.reader.fault("it appends to what is no list")),
        }
    }

    fn set_items(&mut self, items: &[Ref]) -> Result<()> {
        self.even(items)?;
        let top = self.top()?;
        match self.nodes.get_mut(top as usize).map(|slot| &mut slot.node) {
            Some(Node::Dict(entries)) => {
                entries.extend_from_slice(items);
                Ok(())
            }
            _ => Err(self.reader.fault("it sets an entry of what is no dict")),
        }
    }

    fn remember(&mut self, number: u32) -> Result<()> {
        let top = self.top()?;
        if self.memo.len() >= self.most {
            return Err(element_limit(self.limits));
        }
        self.memo.insert(number, top);
        Ok(())
    }

    fn recall(&mut self, number: u32) -> Result<()> {
        match self.memo.get(&number) {
            Some(&node) => self.share(node),
            None => Err(self.reader.fault("it refers to what it has not remembered")),
        }
    }

    #[cold]
    fn missing(&self) -> DecodeError {
        self.reader.fault("a value is missing on its stack")
    }
}

#[cold]
pub(super) fn element_limit(limits: &Limits) -> DecodeError {
    let message = format!("more than {} list elements and dict entries", limits.elements);
    DecodeError::limited(Limit::Elements, message)
}
