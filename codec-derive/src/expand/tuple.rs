//! The field code of tuple structs: a list, or the field itself if there is only one.

use quote::quote;

use super::fields::{Body, Slots, default_of_all, slots, taken, values};
use super::route;
use crate::model::Model;

pub(super) fn body(model: &Model) -> Body {
    let Slots { declare, places } = slots(model);
    let default = default_of_all(model);
    let values = values(model, |field, index| taken(model, field, index));
    let values = quote!(#default #values);
    if let [field] = model.fields() {
        let put = route::put(model, field);
        return Body {
            write: quote!(__to.value(&#put)),
            read: quote! {
                #declare
                __from.value(&mut __f0)?;
                #values
            },
        };
    }
    let puts = model.sent_fields().map(|field| route::put(model, field));
    Body {
        write: quote!(__to.tuple(&[#(&#puts),*])),
        read: quote! {
            #declare
            __from.tuple(&mut [#places])?;
            #values
        },
    }
}
