//! What search engines are told of a question that members can answer: schema.org's `QAPage`, as JSON-LD in a data block.
//! It is no script that would run, so the content security policy lets it stand (HTML, "prepare the script element"); a
//! `<` in it is escaped, so that no text can end the block.

use serde_json::{Value, json};

use super::super::answer::AnswerView;
use super::list::{Community, CommunityItem};
use crate::i18n::ContentLanguage;
use crate::text;

/// A question's words as its page shows them, and the page's whole address.
pub struct Asked<'a> {
    pub url: &'a str,
    pub title: &'a str,
    pub text: &'a str,
    pub language: ContentLanguage,
}

/// The element; what only some readers see is left out.
pub fn qa_page(asked: &Asked<'_>, official: Option<&AnswerView>, community: &Community) -> String {
    let shown = community.answers.iter().filter(|answer| answer.is_shown());
    let suggested: Vec<Value> = shown.map(|answer| suggested(asked.url, answer)).collect();
    let mut question = json!({
        "@type": "Question",
        "name": asked.title,
        "text": asked.text,
        "inLanguage": asked.language.code(),
        "answerCount": community.count + i64::from(official.is_some()),
    });
    if let Some(official) = official {
        question["acceptedAnswer"] = accepted(asked.url, official);
    }
    if !suggested.is_empty() {
        question["suggestedAnswer"] = suggested.into();
    }
    let page = json!({ "@context": "https://schema.org", "@type": "QAPage", "mainEntity": question });
    let escaped = page.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{escaped}</script>")
}

/// Votes are for what members write: the official answer has none.
fn accepted(url: &str, answer: &AnswerView) -> Value {
    let mut accepted = json!({
        "@type": "Answer",
        "text": format!("{}\n{}", answer.summary, answer.plain),
        "inLanguage": answer.language.code(),
        "url": format!("{url}#answer-{}", answer.id),
        "dateModified": answer.checked_at,
    });
    if let Some(by) = &answer.by {
        accepted["author"] = json!({ "@type": "Organization", "name": by.organisation });
    }
    accepted
}

fn suggested(url: &str, answer: &CommunityItem) -> Value {
    let mut suggested = json!({
        "@type": "Answer",
        "text": text::plain(&answer.source),
        "inLanguage": answer.language.code(),
        "url": format!("{url}#community-{}", answer.id),
        "upvoteCount": answer.helped,
        "dateCreated": answer.created_at,
    });
    if let Some(name) = answer.author.as_ref().and_then(|author| author.name.as_ref()) {
        suggested["author"] = json!({ "@type": "Person", "name": name });
    }
    suggested
}
