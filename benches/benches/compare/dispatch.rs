//! What it costs to find a type at run time: `L` with 1,000 dynamic items, beside the same bytes read as static types.

use std::rc::Rc;

use codec::{Codec as _, Json, Registry, json_serializable};
use codec_benches::clock::{self, Subject};
use codec_benches::goals::Goal;
use codec_benches::{Outcome, documents, ensure, tagged};

/// `L` whose items are known to be `S`: each still has its tag, which is checked, but nothing is looked up or boxed.
#[json_serializable(type_id = -558120033, register = false)]
#[derive(Debug)]
struct Known {
    name: String,
    items: Vec<tagged::S>,
}

/// The same without tags: what is left is the reading of the fields.
#[json_serializable(type_id = -558120033, register = false)]
#[derive(Debug)]
struct Untagged {
    name: String,
    items: Vec<Item>,
}

#[json_serializable(tag = false)]
#[allow(clippy::struct_field_names)] // the message has these names
#[derive(Debug)]
struct Item {
    x: f64,
    n: i64,
    s: String,
}

/// The three ways to read `L`.
pub(crate) struct Dispatch {
    dynamic: Subject,
    known: Subject,
    untagged: Subject,
    objects: usize,
}

/// Nanoseconds for each object.
pub(crate) struct Costs {
    /// Over the static decode of the same bytes.
    over_known: f64,
    /// Over the static decode of the same fields without tags.
    over_untagged: f64,
    objects: usize,
}

impl Dispatch {
    pub(crate) fn new() -> Outcome<Self> {
        let tagged = documents::L.tagged.as_bytes();
        let untagged = format!("{{\"__type__\":[-558120033,{}]}}", documents::L.plain);
        let dynamic = Json::try_new()?;
        let known =
            Json::with_registry(Registry::with_serializers([Known::serializer(), tagged::S::serializer()])?);
        let bare = Json::with_registry(Registry::with_serializers([Untagged::serializer()])?);
        let (a, b): (Known, Untagged) = (known.decode_as(tagged)?, bare.decode_as(untagged.as_bytes())?);
        ensure(known.encode(&a)? == tagged && bare.encode(&b)? == untagged.as_bytes(), "dispatch")?;
        ensure(dynamic.encode(&dynamic.decode(tagged)?)? == tagged, "dispatch")?;
        let text: Rc<[u8]> = tagged.into();
        let same = Rc::clone(&text);
        Ok(Dispatch {
            dynamic: Subject::new(move || dynamic.decode(&text)),
            known: Subject::new(move || known.decode_as::<Known>(&same)),
            untagged: Subject::new(move || bare.decode_as::<Untagged>(untagged.as_bytes())),
            objects: a.items.len(),
        })
    }

    pub(crate) fn measure(mut self, rounds: usize) -> Costs {
        let times = clock::by_turns([&mut self.dynamic, &mut self.known, &mut self.untagged], rounds);
        #[allow(clippy::cast_precision_loss)] // a thousand
        let each = |index: usize| {
            clock::median(times.iter().map(|round| round[0] - round[index])) / self.objects as f64
        };
        Costs { over_known: each(1), over_untagged: each(2), objects: self.objects }
    }
}

impl Costs {
    pub(crate) fn prose(&self) -> String {
        format!(
            "**What finding a type costs.** `L` with its {} dynamic items takes {:.1} ns an object more than the same \
             bytes read as static types, whose tags are checked as well; that is the lookup, the call and the box. Over \
             the same fields without tags, read as static types, it is {:.1} ns.",
            self.objects, self.over_known, self.over_untagged
        )
    }

    pub(crate) fn goal(&self) -> Goal {
        Goal::new(
            "dispatch, ns an object over the static decode of the same bytes",
            18.0,
            Some(12.0),
            self.over_known,
        )
    }
}
