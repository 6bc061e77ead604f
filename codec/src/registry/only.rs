use crate::serializer::{JsonSerializable, Serializer};

/// A tuple of annotated types, for [`Registry::only`](super::Registry::only) and
/// [`require_types!`](crate::require_types).
pub trait TypeList {
    /// The serializers of all types.
    fn serializers() -> Vec<Serializer>;
}

macro_rules! lists {
    ($($($name:ident)*;)*) => {$(
        impl<$($name: JsonSerializable),*> TypeList for ($($name,)*) {
            fn serializers() -> Vec<Serializer> {
                vec![$($name::serializer()),*]
            }
        }
    )*};
}

lists! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
