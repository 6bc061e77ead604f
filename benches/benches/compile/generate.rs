//! The crates: the same structs, annotated in one way or another.

use std::fmt::Write as _;

use crate::STRUCTS;

/// One way to annotate.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// In `Cargo.toml`; `@` stands for the directory of `codec`.
    pub(crate) dependencies: &'static str,
    /// Above the structs.
    head: &'static str,
    /// Above each struct.
    attributes: &'static str,
    /// What uses each struct; `@` stands for its name.
    with_each: &'static str,
    /// What uses all of them.
    in_main: &'static str,
}

const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

pub(crate) const KINDS: [Kind; 5] = [
    Kind {
        name: "plain",
        about: "plain: no derive, the base of the others",
        dependencies: "",
        head: "",
        attributes: "",
        with_each: "pub fn use_@(value: @) -> @ { value }\n",
        in_main: "",
    },
    Kind {
        name: "default",
        about: "`#[json_serializable]`, default features",
        dependencies: "codec = { path = \"@\" }\n",
        head: "",
        attributes: "#[codec::json_serializable]",
        with_each: "",
        in_main: "    println!(\"{}\", codec::Registry::linked().unwrap().len());\n",
    },
    Kind {
        name: "all",
        about: "`#[json_serializable]`, all formats",
        dependencies: "codec = { path = \"@\", features = [\"fast_json\", \"msgpack\", \"blosc\", \"protobuf\"] }\n",
        head: "",
        attributes: "#[codec::json_serializable]",
        with_each: "",
        in_main: "    println!(\"{}\", codec::Registry::linked().unwrap().len());\n",
    },
    Kind {
        name: "serde",
        about: "serde's two derives, one `serde_json` instantiation each way",
        dependencies: SERDE,
        head: "",
        attributes: "#[derive(serde::Serialize, serde::Deserialize)]",
        with_each: "pub fn use_@(text: &str) -> Option<String> {\n    serde_json::to_string(&serde_json::from_str::<@>(text).ok()?).ok()\n}\n",
        in_main: "",
    },
    Kind {
        name: "typetag",
        about: "serde's two derives and typetag, with `serde_json`",
        dependencies: "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\ntypetag = \"0.2.23\"\n",
        head: "#[typetag::serde(tag = \"type\")]\npub trait Message {}\n",
        attributes: "#[derive(serde::Serialize, serde::Deserialize)]",
        with_each: "#[typetag::serde]\nimpl Message for @ {}\n",
        in_main: "    let message: Option<Box<dyn Message>> = serde_json::from_str(\"{}\").ok();\n    println!(\"{:?}\", message.and_then(|message| serde_json::to_string(&message).ok()));\n",
    },
];

impl Kind {
    /// `main.rs`.
    pub(crate) fn source(&self) -> String {
        let mut text = format!("#![allow(dead_code, non_snake_case)]\n\n{}", self.head);
        for index in 0..STRUCTS {
            let name = format!("Message{index}");
            // Writing to a string does not fail.
            let _ = write!(
                text,
                "\n{}\npub struct {name} {{\n    pub id: u64,\n    pub name: String,\n    pub value: f64,\n    pub tags: \
                 Vec<String>,\n    pub note: Option<String>,\n}}\n{}",
                self.attributes,
                self.with_each.replace('@', &name)
            );
        }
        let _ = write!(text, "\nfn main() {{\n{}{}}}\n", self.uses(), self.in_main);
        text
    }

    /// Functions that nobody names would not be in the program.
    fn uses(&self) -> String {
        let mut text = String::new();
        if self.with_each.contains("use_@") {
            for index in 0..STRUCTS {
                let _ = writeln!(text, "    std::hint::black_box(use_Message{index} as *const ());");
            }
        }
        text
    }
}
