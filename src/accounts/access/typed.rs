//! What people type about themselves, parsed.

use lettre::Address;

use super::super::email_key;
use crate::web::{Fields, Site, Submitted, Who};

/// RFC 5321 section 4.5.3.1.3, less the angle brackets.
const LONGEST_ADDRESS: usize = 254;

/// An address that mail can go to: its domain in ASCII (RFC 5891), so that every server takes it.
pub fn email(fields: &mut Fields, field: &str) -> String {
    let typed = fields.line(field, 1, LONGEST_ADDRESS);
    if typed.is_empty() {
        return typed;
    }
    parse_email(&typed).unwrap_or_else(|| {
        fields.wrong(field, "error-email");
        typed
    })
}

/// The address in the form that it is stored in; `None` when mail could not go there.
pub fn parse_email(typed: &str) -> Option<String> {
    let (user, domain) = typed.rsplit_once('@')?;
    let domain = if domain.is_ascii() { domain.to_owned() } else { url::Host::parse(domain).ok()?.to_string() };
    let address: Address = Address::new(user, domain).ok()?;
    let plain = address.user().chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '(' | ')' | '<' | '>' | ','));
    let text = address.to_string();
    (plain && text.len() <= LONGEST_ADDRESS).then_some(text)
}

/// Who is counted when this address is typed: never the address itself.
pub fn who_typed(site: &Site, email: &str, from: Option<std::net::IpAddr>) -> Who {
    Who::Typed(site.keys.digest("typed-address", &email_key(email)), from)
}

/// What was typed as a password to be tried. One that cannot be anybody's is not worth hashing in full.
pub fn tried_password<'a>(submitted: &'a Submitted, field: &str) -> &'a str {
    const MOST: usize = 1024;
    let typed = submitted.text(field);
    if typed.len() > MOST { "" } else { typed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(parse_email("ona@example.org").as_deref(), Some("ona@example.org"));
        assert_eq!(parse_email("ona@žemė.example").as_deref(), Some("ona@xn--em-9ma32b.example"));
        for wrong in ["ona", "ona@", "@example.org", "o na@example.org", "ona@exa mple.org", "ona@a@b", "\"a b\"@x.org"]
        {
            assert_eq!(parse_email(wrong), None, "{wrong}");
        }
    }
}
