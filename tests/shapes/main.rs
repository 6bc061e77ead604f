//! Every shape of annotated type: both bodies, every way through the JSON codec, and foreign serde formats.

mod check;
mod depth;
mod dynamic;
mod every_codec;
mod foreign;
mod mutate;
mod own_format;
mod slots;
mod tagged_in_foreign;

/// Values to try a type with.
pub(crate) trait Sample: Sized {
    fn samples() -> Vec<Self>;
}

/// Writes each type twice: annotated in `ours`, with serde's derives in `plain`; the second is what foreign formats
/// must not be able to tell from the first.
///
/// `test_name: tagged Direct [keys] { item } Type: value => "payload", ..;`
macro_rules! shapes {
    (
        both { $($both:tt)* }
        $($test:ident: $mode:ident $body:ident [$($key:tt)*] { $item:item } $ty:ty: $($value:expr => $json:expr),+;)*
    ) => {
        mod ours {
            #[allow(unused_imports)]
            use super::*;
            $($both)*
            $(
                #[codec::json_serializable($($key)*)]
                #[derive(Debug, PartialEq)]
                $item

                impl crate::Sample for $ty {
                    fn samples() -> Vec<Self> {
                        vec![$($value),+]
                    }
                }

                pub(crate) mod $test {
                    #[allow(unused_imports)]
                    use super::*;
                    pub(crate) type Subject = $ty;

                    #[test]
                    fn through_the_codec() {
                        crate::check::$mode::<Subject>(crate::check::Body::$body, &[$($json),+]);
                    }

                    #[test]
                    fn both_bodies_agree() {
                        crate::mutate::$mode::<Subject>();
                    }

                    #[test]
                    fn through_a_format_of_ones_own() {
                        crate::own_format::writes_the_same::<Subject>();
                    }

                    #[test]
                    fn under_foreign_formats() {
                        crate::foreign::same::<Subject, super::super::plain::$test::Subject>();
                    }
                }
            )*
        }

        mod plain {
            #[allow(unused_imports)]
            use super::*;
            $($both)*
            $(
                #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
                $item

                impl crate::Sample for $ty {
                    fn samples() -> Vec<Self> {
                        vec![$($value),+]
                    }
                }

                pub(crate) mod $test {
                    #[allow(unused_imports)]
                    use super::*;
                    pub(crate) type Subject = $ty;
                }
            )*
        }
    };
}

// Behind the macro that they use.
mod attributes;
mod by_hand;
mod enums;
mod generics;
mod structs;
