//! 1,000 annotated types with 1,000 ids, which come from the names of their fields.

use codec::Serializer;

macro_rules! thousand {
    ($($a:ident)*) => {
        $(mod $a { hundred! { $a b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 } })*

        /// All of them.
        #[must_use]
        pub fn serializers() -> Vec<Serializer> {
            let mut all = Vec::with_capacity(1_000);
            $($a::add(&mut all);)*
            all
        }
    };
}

macro_rules! hundred {
    ($a:ident $($b:ident)*) => {
        $(mod $b { ten! { $a $b c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 } })*

        pub(super) fn add(all: &mut Vec<codec::Serializer>) {
            $($b::add(all);)*
        }
    };
}

macro_rules! ten {
    ($a:ident $b:ident $($c:ident)*) => {
        $(mod $c {
            #[codec::json_serializable]
            pub(super) struct Type {
                $a: i64,
                $b: i64,
                $c: i64,
            }
        })*

        pub(super) fn add(all: &mut Vec<codec::Serializer>) {
            all.extend([$($c::Type::serializer()),*]);
        }
    };
}

thousand! { a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 }
