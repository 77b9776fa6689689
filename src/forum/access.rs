//! Who may read or write in a category: everyone, members, or named roles.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;

use crate::accounts::{Role, Viewer};
use crate::db::CategoryId;

/// As text: `everyone`, `members` or `roles:moderator,editor`.
#[derive(Debug, Clone, PartialEq, Eq, FromSqlRow)]
pub enum Access {
    Everyone,
    Members,
    Roles(Vec<Role>),
}

impl Access {
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "everyone" => Some(Self::Everyone),
            "members" => Some(Self::Members),
            _ => {
                let roles: Option<Vec<Role>> = code.strip_prefix("roles:")?.split(',').map(Role::from_code).collect();
                roles.map(Self::Roles)
            }
        }
    }

    pub fn code(&self) -> String {
        match self {
            Self::Everyone => "everyone".into(),
            Self::Members => "members".into(),
            Self::Roles(roles) => {
                let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
                format!("roles:{}", codes.join(","))
            }
        }
    }

    /// An administrator is let in everywhere: they could give themselves the role.
    pub fn lets(&self, viewer: &Viewer, category: CategoryId) -> bool {
        match (self, &viewer.member) {
            (Self::Everyone, _) | (Self::Members, Some(_)) => true,
            (Self::Members | Self::Roles(_), None) => false,
            (Self::Roles(roles), Some(member)) => member
                .grants
                .iter()
                .any(|grant| grant.role == Role::Admin || roles.contains(&grant.role) && grant.covers(category)),
        }
    }
}

impl<DB> FromSql<Text, DB> for Access
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let code = String::from_sql(bytes)?;
        Self::parse(&code).ok_or_else(|| format!("unknown access code: {code}").into())
    }
}
