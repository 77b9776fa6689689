//! The posts of a page as one viewer sees them: for JSON as values, for HTML as pieces that are shared by all who
//! see them alike.

use std::collections::HashSet;
use std::sync::Arc;

use diesel::prelude::*;
use serde::Serialize;

use super::shelf::{KeptPost, KeptPosts, KeptThread, PiecePlace};
use super::thread::Thread;
use super::thread_page::Note;
use crate::accounts::{Author, Viewer};
use crate::db::schema::posts;
use crate::db::{Conn, PostId, ThreadId, Timestamp};
use crate::error::Result;
use crate::i18n::{ContentLanguage, Lang};
use crate::render::{Pieces, Views};

/// One post as this viewer sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PostView {
    pub id: PostId,
    pub number: i64,
    pub author: Option<Author>,
    pub language: ContentLanguage,
    pub dir: &'static str,
    /// Sanitised HTML; empty where the text is not for this viewer.
    pub html: String,
    /// `html` is only the beginning; the post's own page has all of it.
    pub folded: bool,
    pub length: i64,
    pub reply_to: Option<i64>,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub thanks: i64,
    pub deleted_at: Option<Timestamp>,
    pub hidden: Option<Note>,
    pub shown: bool,
    pub mine: bool,
    pub thanked: bool,
    pub may_edit: bool,
    pub unread: bool,
}

/// What makes one viewer's sight of a post differ from another's.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    shown: bool,
    mine: bool,
    thanked: bool,
    may_edit: bool,
    unread: bool,
}

impl Look {
    pub fn new(
        post: &KeptPost,
        viewer: &Viewer,
        thread: &Thread,
        read: Option<i64>,
        thanked: &HashSet<PostId>,
    ) -> Self {
        let row = &post.row;
        Self {
            shown: row.shows_text(viewer, thread),
            mine: viewer.id() == Some(row.author_id),
            thanked: thanked.contains(&row.id),
            may_edit: row.may_edit(viewer, thread),
            unread: viewer.member.is_some() && read.is_some_and(|last| row.number > last),
        }
    }
}

/// The posts of one page of a thread, and how one viewer sees them.
pub struct PostList {
    pub thread: Arc<KeptThread>,
    pub posts: Arc<KeptPosts>,
    /// One for each post.
    pub looks: Vec<Look>,
    pub may_reply: bool,
    pub may_moderate: bool,
}

/// What the template of one post sees.
#[derive(Serialize)]
struct Piece<'a> {
    lang: Lang,
    zone: &'a str,
    person: bool,
    csrf: &'a str,
    page: Around<'a>,
    #[serde(flatten)]
    post: PostView,
}

#[derive(Serialize)]
struct Around<'a> {
    id: ThreadId,
    slug: &'a str,
    language: ContentLanguage,
    may_reply: bool,
    may_moderate: bool,
}

impl PostList {
    pub fn views(&self) -> Vec<PostView> {
        (0..self.looks.len()).map(|index| self.view(index)).collect()
    }

    fn view(&self, index: usize) -> PostView {
        let (post, look) = (&self.posts.posts[index], self.looks[index]);
        let row = &post.row;
        PostView {
            html: if look.shown { post.html.clone() } else { String::new() },
            folded: post.folded && look.shown,
            length: if look.shown { post.length } else { 0 },
            author: self.posts.authors.get(&row.author_id).cloned(),
            hidden: Note::new(row.hidden_at, row.hidden_reason.clone()),
            id: row.id,
            number: row.number,
            language: row.language,
            dir: row.language.dir(),
            reply_to: post.reply_to,
            created_at: row.created_at,
            edited_at: row.edited_at,
            thanks: post.thanks,
            deleted_at: row.deleted_at,
            shown: look.shown,
            mine: look.mine,
            thanked: look.thanked,
            may_edit: look.may_edit,
            unread: look.unread,
        }
    }

    /// A post of the page as a reply begins with it: Markdown's quotation, with its author called.
    pub fn quote(&self, conn: &mut Conn, number: i64) -> QueryResult<Option<(i64, String)>> {
        let found =
            self.posts.posts.iter().zip(&self.looks).find(|(post, look)| post.row.number == number && look.shown);
        let Some((post, _)) = found else { return Ok(None) };
        let source: String = posts::table.find(post.row.id).select(posts::source).first(conn)?;
        let author = self.posts.authors.get(&post.row.author_id).and_then(|author| author.mention.as_ref());
        let called = author.map(|mention| format!("@{mention}:"));
        let lines = called.iter().map(String::as_str).chain(source.lines());
        let quoted: Vec<String> = lines.map(|line| format!("> {line}").trim_end().to_owned()).collect();
        Ok(Some((number, format!("{}\n\n", quoted.join("\n")))))
    }

    /// The posts as items of a list.
    pub fn html(&self, pieces: &Pieces, views: &Views, place: &PiecePlace, token: Option<&str>) -> Result<String> {
        let mut html = String::with_capacity(self.posts.posts.iter().map(|post| post.html.len() + 2_000).sum());
        for (index, look) in self.looks.iter().enumerate() {
            let marks = [
                look.shown,
                look.mine,
                look.thanked,
                look.may_edit,
                look.unread,
                self.may_reply,
                self.may_moderate,
                place.signed_in,
            ];
            let look = marks.iter().fold(0, |bits, mark| bits << 1 | u64::from(*mark));
            pieces.append(&mut html, place.key(self.posts.copy, index, look), token, || {
                let thread = &self.thread.thread;
                let piece = Piece {
                    lang: place.lang,
                    zone: place.zone.name(),
                    person: place.signed_in,
                    csrf: Pieces::TOKEN,
                    page: Around {
                        id: thread.id,
                        slug: &thread.slug,
                        language: thread.language,
                        may_reply: self.may_reply,
                        may_moderate: self.may_moderate,
                    },
                    post: self.view(index),
                };
                views.render(place.lang, "forum/post_item", &piece)
            })?;
        }
        Ok(html)
    }
}
