//! 10,000 types that nobody annotated, which the compiler makes of one: one for each number of four digits.

use std::marker::PhantomData;

use codec::{Serializer, Value};

struct Number<A, B, C, D>(PhantomData<(A, B, C, D)>);

struct Is<const N: usize>;

trait Digit: Send + Sync + 'static {}

impl<const N: usize> Digit for Is<N> {}

macro_rules! for_each_digit {
    ($next:ident $all:ident $($digit:ident)*) => {
        for_each_digit! { $next $all [$($digit)*] 0 1 2 3 4 5 6 7 8 9 }
    };
    ($next:ident $all:ident $digits:tt $($n:literal)*) => {
        $(for_each_digit! { @ $next $all $digits $n })*
    };
    (@ $next:ident $all:ident [$($digit:ident)*] $n:literal) => {
        $next::<$($digit,)* Is<$n>>($all);
    };
}

/// A serializer for each of 10,000 types, without ids.
#[must_use]
pub fn serializers() -> Vec<Serializer> {
    let all = &mut Vec::with_capacity(10_000);
    for_each_digit! { thousands all }
    std::mem::take(all)
}

fn thousands<A: Digit>(all: &mut Vec<Serializer>) {
    for_each_digit! { hundreds all A }
}

fn hundreds<A: Digit, B: Digit>(all: &mut Vec<Serializer>) {
    for_each_digit! { tens all A B }
}

fn tens<A: Digit, B: Digit, C: Digit>(all: &mut Vec<Serializer>) {
    for_each_digit! { ones all A B C }
}

fn ones<A: Digit, B: Digit, C: Digit, D: Digit>(all: &mut Vec<Serializer>) {
    let null = |_: &Number<A, B, C, D>| Ok(Value::Null);
    all.push(Serializer::new(null, |_| Ok(Number(PhantomData))));
}
