//! Serde's `rename_all`: the names that the field code writes must be the names that the twin writes.

/// One rule of `rename_all`. Fields are written in `snake_case` in Rust and variants in `PascalCase`, so the same rule
/// does different work on the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Rule {
    #[default]
    AsWritten,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Rule {
    /// The rule itself, or another where there is none.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Rule::AsWritten { other } else { self }
    }

    /// Unknown rules are reported by serde's own derive.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Rule::Lower,
            "UPPERCASE" => Rule::Upper,
            "PascalCase" => Rule::Pascal,
            "camelCase" => Rule::Camel,
            "snake_case" => Rule::Snake,
            "SCREAMING_SNAKE_CASE" => Rule::ScreamingSnake,
            "kebab-case" => Rule::Kebab,
            "SCREAMING-KEBAB-CASE" => Rule::ScreamingKebab,
            _ => return None,
        })
    }

    /// A field's name. `lowercase` leaves it alone: fields are taken to be in lower case already.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Rule::AsWritten | Rule::Lower | Rule::Snake => name.to_owned(),
            Rule::Upper | Rule::ScreamingSnake => name.to_ascii_uppercase(),
            Rule::Pascal => pascal(name),
            Rule::Camel => lower_first(&pascal(name)),
            Rule::Kebab => name.replace('_', "-"),
            Rule::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// A variant's name. `PascalCase` leaves it alone.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Rule::AsWritten | Rule::Pascal => name.to_owned(),
            Rule::Lower => name.to_ascii_lowercase(),
            Rule::Upper => name.to_ascii_uppercase(),
            Rule::Camel => lower_first(name),
            Rule::Snake => snake(name),
            Rule::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Rule::Kebab => snake(name).replace('_', "-"),
            Rule::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(name: &str) -> String {
    name.split('_').map(|word| with_first(word, char::to_ascii_uppercase)).collect()
}

fn lower_first(name: &str) -> String {
    with_first(name, char::to_ascii_lowercase)
}

fn with_first(word: &str, change: fn(&char) -> char) -> String {
    let mut characters = word.chars();
    characters.next().as_ref().map(change).into_iter().chain(characters).collect()
}

/// An underscore before every upper-case letter but the first character; only ASCII changes case.
fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, character) in name.char_indices() {
        if index > 0 && character.is_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::Rule;

    const RULES: [&str; 8] = [
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ];

    fn all(apply: impl Fn(Rule) -> String) -> [String; 8] {
        RULES.map(|name| apply(Rule::from_name(name).unwrap()))
    }

    #[test]
    fn fields() {
        let renamed = all(|rule| rule.field("mean_power_2"));
        let expected = [
            "mean_power_2",
            "MEAN_POWER_2",
            "MeanPower2",
            "meanPower2",
            "mean_power_2",
            "MEAN_POWER_2",
            "mean-power-2",
            "MEAN-POWER-2",
        ];
        assert_eq!(renamed, expected);
    }

    #[test]
    fn fields_with_odd_underscores() {
        assert_eq!(Rule::Pascal.field("_private__name_"), "PrivateName");
        assert_eq!(Rule::Camel.field("_private__name_"), "privateName");
        assert_eq!(Rule::Lower.field("isOK"), "isOK");
    }

    #[test]
    fn variants() {
        let renamed = all(|rule| rule.variant("AcceptProposal"));
        let expected = [
            "acceptproposal",
            "ACCEPTPROPOSAL",
            "AcceptProposal",
            "acceptProposal",
            "accept_proposal",
            "ACCEPT_PROPOSAL",
            "accept-proposal",
            "ACCEPT-PROPOSAL",
        ];
        assert_eq!(renamed, expected);
    }

    #[test]
    fn variants_letter_by_letter() {
        assert_eq!(Rule::Snake.variant("HTTPServer"), "h_t_t_p_server");
        assert_eq!(Rule::Kebab.variant("Z42"), "z42");
        assert_eq!(Rule::from_name("Title Case"), None);
    }
}
