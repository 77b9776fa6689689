//! The language that a text is written in: wider than the interface's languages.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// (ISO 639-1 code, own name, written right to left)
const LANGUAGES: [(&str, &str, bool); 20] = [
    ("lt", "Lietuvių", false),
    ("en", "English", false),
    ("ru", "Русский", false),
    ("uk", "Українська", false),
    ("be", "Беларуская", false),
    ("pl", "Polski", false),
    ("lv", "Latviešu", false),
    ("et", "Eesti", false),
    ("ar", "العربية", true),
    ("fa", "فارسی", true),
    ("ps", "پښتو", true),
    ("tr", "Türkçe", false),
    ("ka", "ქართული", false),
    ("hy", "Հայերեն", false),
    ("az", "Azərbaycanca", false),
    ("kk", "Қазақша", false),
    ("uz", "Oʻzbekcha", false),
    ("tg", "Тоҷикӣ", false),
    ("hi", "हिन्दी", false),
    ("fr", "Français", false),
];

/// One of the languages that content can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct ContentLanguage(usize);

impl ContentLanguage {
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        LANGUAGES.iter().position(|(known, ..)| *known == code).map(Self)
    }

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        LANGUAGES[self.0].0
    }

    /// In the language itself.
    pub fn own_name(self) -> &'static str {
        LANGUAGES[self.0].1
    }

    /// The `dir` attribute.
    pub fn dir(self) -> &'static str {
        if LANGUAGES[self.0].2 { "rtl" } else { "ltr" }
    }
}

impl From<super::Lang> for ContentLanguage {
    fn from(lang: super::Lang) -> Self {
        Self::from_code(lang.code()).unwrap_or(Self(0))
    }
}

impl serde::Serialize for ContentLanguage {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for ContentLanguage {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown language"))
    }
}

impl utoipa::PartialSchema for ContentLanguage {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .enum_values(Some(LANGUAGES.map(|(code, ..)| code)))
            .into()
    }
}

impl utoipa::ToSchema for ContentLanguage {}

impl<DB> FromSql<Text, DB> for ContentLanguage
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let code = String::from_sql(bytes)?;
        Self::from_code(&code).ok_or_else(|| format!("unknown language code: {code}").into())
    }
}

impl<DB> ToSql<Text, DB> for ContentLanguage
where
    DB: Backend,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.code().to_sql(out)
    }
}
