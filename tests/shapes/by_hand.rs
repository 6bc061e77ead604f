//! Types with a container-level `default`: out of a `macro_rules`, serde's own derive does not compile with it.

use crate::check::{Body, tagged};
use crate::{Sample, foreign, mutate};

fn two() -> i64 {
    2
}

/// What is the same in both modules.
macro_rules! common {
    () => {
        impl Default for Settings {
            fn default() -> Self {
                Settings { host: "localhost".to_owned(), port: 5555, tries: 0, hidden: 9, more: Vec::new() }
            }
        }

        impl super::Sample for Settings {
            fn samples() -> Vec<Self> {
                vec![Settings { host: "h".to_owned(), port: 1, tries: 3, hidden: 9, more: vec![4] }]
            }
        }

        fn fallback() -> Fallback {
            Fallback { a: 7, b: 8 }
        }

        impl super::Sample for Fallback {
            fn samples() -> Vec<Self> {
                vec![Fallback { a: 1, b: 2 }]
            }
        }

        impl super::Sample for Cache<i64> {
            fn samples() -> Vec<Self> {
                vec![Cache { level: 1, hot: None, name: "n".to_owned() }]
            }
        }
    };
}

mod ours {
    use codec::json_serializable;

    #[json_serializable]
    #[serde(default)]
    #[derive(Debug, PartialEq)]
    pub(crate) struct Settings {
        pub(crate) host: String,
        pub(crate) port: u16,
        #[serde(default = "super::two")]
        pub(crate) tries: i64,
        #[serde(skip)]
        pub(crate) hidden: i64,
        #[serde(default)]
        pub(crate) more: Vec<i64>,
    }

    #[json_serializable]
    #[serde(default = "fallback")]
    #[derive(Debug, PartialEq)]
    pub(crate) struct Fallback {
        pub(crate) a: i64,
        pub(crate) b: i64,
    }

    #[json_serializable(instances(Cache<i64> = "CacheI64"))]
    #[serde(default)]
    #[derive(Debug, PartialEq, Default)]
    pub(crate) struct Cache<T> {
        pub(crate) level: T,
        #[serde(skip)]
        pub(crate) hot: Option<T>,
        pub(crate) name: String,
    }

    common!();
}

mod plain {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(default)]
    pub(crate) struct Settings {
        host: String,
        port: u16,
        #[serde(default = "super::two")]
        tries: i64,
        #[serde(skip)]
        hidden: i64,
        #[serde(default)]
        more: Vec<i64>,
    }

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(default = "fallback")]
    pub(crate) struct Fallback {
        a: i64,
        b: i64,
    }

    #[derive(Serialize, Deserialize, Debug, PartialEq, Default)]
    #[serde(default)]
    pub(crate) struct Cache<T> {
        level: T,
        #[serde(skip)]
        hot: Option<T>,
        name: String,
    }

    common!();
}

#[test]
fn through_the_codec() {
    tagged::<ours::Settings>(Body::Direct, &[r#"{"host":"h","port":1,"tries":3,"more":[4]}"#]);
    tagged::<ours::Fallback>(Body::Direct, &[r#"{"a":1,"b":2}"#]);
    tagged::<ours::Cache<i64>>(Body::Direct, &[r#"{"level":1,"name":"n"}"#]);
}

#[test]
fn both_bodies_agree() {
    mutate::tagged::<ours::Settings>();
    mutate::tagged::<ours::Fallback>();
    mutate::tagged::<ours::Cache<i64>>();
}

#[test]
fn under_foreign_formats() {
    foreign::same::<ours::Settings, plain::Settings>();
    foreign::same::<ours::Fallback, plain::Fallback>();
    foreign::same::<ours::Cache<i64>, plain::Cache<i64>>();
}

#[test]
fn what_is_missing_comes_from_the_default() {
    let read = |json: &str| ours::Settings::from_dict(serde_json::from_str(json).unwrap()).unwrap();
    let whole = ours::Settings::default();
    assert_eq!(read("{}"), ours::Settings { tries: 2, ..whole });
    let whole = ours::Settings::default();
    assert_eq!(read(r#"{"port": 1, "tries": 4}"#), ours::Settings { port: 1, tries: 4, ..whole });
    let read = |json: &str| ours::Fallback::from_dict(serde_json::from_str(json).unwrap()).unwrap();
    assert_eq!(read(r#"{"b": 1}"#), ours::Fallback { a: 7, b: 1 });
}
