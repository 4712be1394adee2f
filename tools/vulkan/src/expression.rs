//! Sizes as a program has them: numbers, or expressions over the sizes of its inputs.

use std::{cell::RefCell, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use tricast_dialects::Dim;

/// A number that is known, or known when a program is called. Serialized as a number, or as [`Dim`]
/// writes it: `2*s0 + 1`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Expression(Dim);

impl Expression {
    /// The number for these values of the symbols; None if one of them has none, on overflow, and
    /// where the divisor of a division is 0.
    pub fn evaluate(&self, value_of: &dyn Fn(&str) -> Option<i64>) -> Option<i64> {
        self.0.evaluate(value_of)
    }

    /// The number, if it is one whatever the program is called with.
    pub fn as_static(&self) -> Option<i64> {
        self.0.as_static()
    }

    /// A symbol in it that is none of these.
    pub(crate) fn unknown_symbol(&self, known: &[String]) -> Option<String> {
        let unknown = RefCell::new(None);
        // Terms of a product that are 0, or a division by 0, would hide what follows.
        let value_of = |name: &str| {
            if !known.iter().any(|known| known == name) {
                unknown.borrow_mut().get_or_insert_with(|| name.to_string());
                return None;
            }
            Some(7)
        };
        self.0.evaluate(&value_of);
        unknown.into_inner()
    }
}

impl From<Dim> for Expression {
    fn from(dim: Dim) -> Self {
        Expression(dim)
    }
}

impl From<i64> for Expression {
    fn from(value: i64) -> Self {
        Expression(Dim::Static(value))
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Dim::Static(value) => serializer.serialize_i64(*value),
            dim => serializer.serialize_str(&dim.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(i64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(value) => Ok(Expression(Dim::Static(value))),
            Written::Text(text) => match text.parse() {
                Ok(Dim::Dynamic) | Err(_) => {
                    Err(D::Error::custom(format!("'{text}' is no expression over sizes")))
                }
                Ok(dim) => Ok(Expression(dim)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_number_or_a_text() {
        let half: Dim = "((s0 + 1) // (2))".parse().unwrap();
        for (expression, json) in [
            (Expression::from(64), "64"),
            (Expression::from(half), r#""((s0 + 1) // (2))""#),
            (Expression::from(Dim::symbol("s1").maximum(&Dim::Static(4))), r#""Max(4, s1)""#),
        ] {
            assert_eq!(serde_json::to_string(&expression).unwrap(), json);
            assert_eq!(serde_json::from_str::<Expression>(json).unwrap(), expression);
        }
        for bad in [r#""?""#, r#""s0 +""#, "1.5"] {
            assert!(serde_json::from_str::<Expression>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn finds_unknown_symbols() {
        let expression = Expression::from(&Dim::symbol("s0") * &Dim::symbol("s1"));
        assert_eq!(expression.unknown_symbol(&["s0".into(), "s1".into()]), None);
        assert_eq!(expression.unknown_symbol(&["s0".into()]), Some("s1".into()));
    }
}
