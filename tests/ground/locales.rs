//! Three languages in step: the same messages with the same variables, every plural form, nothing missing,
//! nothing left over, and no text outside of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::order::files_under;

/// A message, as far as the three languages must agree about it.
#[derive(Debug, Default)]
struct Message {
    variables: BTreeSet<String>,
    /// The keys of each selector that has one of CLDR's plural categories.
    plurals: Vec<BTreeSet<String>>,
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn messages(lang: &str) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for path in files_under(&root("locales").join(lang), "ftl") {
        let text = std::fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, e)| panic!("{}: {e:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(found) = entry else { continue };
            let mut message = Message::default();
            look_into(found.value.as_ref().expect("a message has a value"), &mut message);
            let twice = all.insert(found.id.name.clone(), message);
            assert!(twice.is_none(), "{} stands twice in {lang}", found.id.name);
        }
    }
    all
}

fn look_into(pattern: &Pattern<String>, message: &mut Message) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => look_at(inline, message),
            Expression::Select { selector, variants } => {
                look_at(selector, message);
                let keys: BTreeSet<String> = variants.iter().filter_map(|variant| key(&variant.key)).collect();
                if keys.iter().any(|key| ["one", "few", "many"].contains(&key.as_str())) {
                    message.plurals.push(keys);
                }
                variants.iter().for_each(|variant| look_into(&variant.value, message));
            }
        }
    }
}

fn key(key: &VariantKey<String>) -> Option<String> {
    match key {
        VariantKey::Identifier { name } => Some(name.clone()),
        VariantKey::NumberLiteral { .. } => None,
    }
}

fn look_at(expression: &InlineExpression<String>, message: &mut Message) {
    match expression {
        InlineExpression::VariableReference { id } => drop(message.variables.insert(id.name.clone())),
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                look_at(inner, message);
            }
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|argument| look_at(argument, message));
        }
        _ => {}
    }
}

#[test]
fn the_languages_have_the_same_messages_and_variables() {
    let [lt, en, ru] = ["lt", "en", "ru"].map(messages);
    assert!(en.len() > 70, "only {} messages", en.len());
    for (lang, other) in [("lt", &lt), ("ru", &ru)] {
        let missing: Vec<_> = en.keys().filter(|id| !other.contains_key(*id)).collect();
        let more: Vec<_> = other.keys().filter(|id| !en.contains_key(*id)).collect();
        assert!(missing.is_empty() && more.is_empty(), "{lang} lacks {missing:?} and has {more:?} too many");
        for (id, message) in &en {
            assert_eq!(message.variables, other[id].variables, "variables of {id} in {lang}");
            assert_eq!(message.plurals.is_empty(), other[id].plurals.is_empty(), "plurals of {id} in {lang}");
        }
    }
}

#[test]
fn every_plural_has_all_forms_of_its_language() {
    let forms = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
    for (lang, wanted) in [
        ("lt", forms(&["one", "few", "many", "other"])),
        ("en", forms(&["one", "other"])),
        ("ru", forms(&["one", "few", "many", "other"])),
    ] {
        let all = messages(lang);
        assert!(all.values().any(|message| !message.plurals.is_empty()), "no plural in {lang}");
        for (id, message) in all {
            for plural in message.plurals {
                assert_eq!(plural, wanted, "{id} in {lang}");
            }
        }
    }
}

/// Ids and beginnings of ids (`lang-short-`) that templates and sources name.
#[derive(Default)]
struct Named {
    /// By `t`, `ta`, `say`, or as an error's or a flash's key: must be there.
    surely: BTreeMap<String, String>,
    /// Any string that could be one.
    perhaps: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn named() -> Named {
    let mut named = Named::default();
    for path in files_under(&root("templates"), "hbs") {
        named.read(&path, &["{t ", "{ta ", "(t ", "(ta "], &["concat "], &[]);
    }
    for path in files_under(&root("src"), "rs") {
        named.read(&path, &["say("], &["format!(", "concat!("], &["error-", "flash-"]);
    }
    named
}

impl Named {
    fn read(&mut self, path: &Path, before: &[&str], joining: &[&str], marks: &[&str]) {
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        let pieces: Vec<&str> = text.split('"').collect();
        for window in pieces.windows(2) {
            let [ahead, literal] = window else { continue };
            let joined = joining.iter().any(|joining| ahead.ends_with(joining));
            let beginning = literal.split('{').next().unwrap();
            if joined && beginning.ends_with('-') && is_id(beginning) {
                self.beginnings.insert(beginning.to_owned());
            } else if is_id(literal) {
                let sure = before.iter().any(|before| ahead.ends_with(before))
                    || marks.iter().any(|mark| literal.starts_with(mark) && literal.len() > mark.len());
                if sure {
                    self.surely.insert((*literal).to_owned(), path.display().to_string());
                }
                self.perhaps.insert((*literal).to_owned());
            }
        }
    }

    fn names(&self, id: &str) -> bool {
        self.perhaps.contains(id) || self.beginnings.iter().any(|beginning| id.starts_with(beginning))
    }
}

#[test]
fn every_message_that_is_named_is_there() {
    let (all, named) = (messages("en"), named());
    assert!(named.surely.len() > 40, "only {} ids found in templates and sources", named.surely.len());
    let missing: Vec<_> = named.surely.iter().filter(|(id, _)| !all.contains_key(*id)).collect();
    assert!(missing.is_empty(), "named, but no message: {missing:#?}");
    for beginning in &named.beginnings {
        // Other things are joined with hyphens too; those that are messages show by their first word.
        let told = ["error-title-", "error-advice-", "lang-short-"].contains(&beginning.as_str());
        assert!(!told || all.keys().any(|id| id.starts_with(beginning)), "no message begins with {beginning}");
    }
    for status in [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503] {
        assert!(all.contains_key(&format!("error-title-{status}")), "{status}");
        assert!(all.contains_key(&format!("error-advice-{status}")), "{status}");
    }
}

#[test]
fn no_message_is_left_over() {
    let named = named();
    let unused: Vec<String> = messages("en").into_keys().filter(|id| !named.names(id)).collect();
    assert!(unused.is_empty(), "messages that nothing names: {unused:?}");
}

/// The letters of a template that stand outside of expressions, tags and entities, and in attributes that are read.
fn stray_text(template: &str) -> Vec<String> {
    let plain = without(template, "{{!--", "--}}");
    let plain = without(&without(&plain, "{{{", "}}}"), "{{", "}}");
    // Letters carry their style with them.
    let plain = without(&plain, "<style>", "</style>");
    let mut stray = Vec::new();
    for attribute in ["title=\"", "aria-label=\"", "placeholder=\"", "alt=\"", "content=\"", "data-confirm=\""] {
        let values = plain.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
        stray.extend(values.filter(|value| has_words(value)).map(str::to_owned));
    }
    let text = without(&plain, "<", ">");
    stray.extend(text.lines().map(str::trim).filter(|line| has_words(line)).map(str::to_owned));
    stray
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut left = parts.next().unwrap().to_owned();
    for part in parts {
        left.push(' ');
        left.push_str(part.split_once(close).map_or("", |(_, after)| after));
    }
    left
}

fn has_words(text: &str) -> bool {
    // Of <meta name="viewport">, robots and the like.
    let machine = ["width=device-width, initial-scale=1", "noindex", "light dark"].contains(&text.trim());
    let words = text.replace("MIPAS", "");
    let entities = words.split('&').enumerate().map(|(i, part)| match part.split_once(';') {
        Some((name, after)) if i > 0 && name.chars().all(char::is_alphanumeric) => after,
        _ => part,
    });
    !machine && entities.flat_map(str::chars).any(char::is_alphabetic)
}

#[test]
fn templates_hold_no_text() {
    let mut stray = Vec::new();
    for path in files_under(&root("templates"), "hbs") {
        let found = stray_text(&std::fs::read_to_string(&path).unwrap());
        stray.extend(found.into_iter().map(|text| format!("{}: {text}", path.display())));
    }
    assert!(stray.is_empty(), "{stray:#?}");

    assert_eq!(stray_text("<p class=\"x\">{{t \"id\"}} · Hello</p>"), ["· Hello"]);
    assert_eq!(stray_text("<a title=\"Open it\" href=\"{{url}}\">&nbsp;MIPAS</a>"), ["Open it"]);
    assert!(stray_text("{{!-- why --}}<p>{{{html}}} 1/2 &middot;</p>").is_empty());
}
