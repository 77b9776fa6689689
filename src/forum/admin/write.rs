//! Making, changing and removing a category.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::prelude::*;

use super::form::CategoryForm;
use super::page::{edit_page, is_empty, new_page};
use super::{Standing, load_all, order, record};
use crate::accounts::{Done, Member, Visit};
use crate::areas;
use crate::db::schema::{categories, drafts};
use crate::db::{AreaId, CategoryId, Conn, Tx};
use crate::error::{Error, FieldError, Result};
use crate::forum::{Category, NewCategory, Readable, insert_category};
use crate::translations::{delete_text, load_original, name_state, say_all, write_versions};
use crate::web::Submitted;

type CategoryAt = Path<(String, CategoryId)>;

pub async fn create(visit: Visit, submitted: Submitted) -> Result<HttpResponse> {
    let outcome = try_create(&visit, &submitted).await;
    visit.answer(outcome, &submitted, new_page).await
}

async fn try_create(visit: &Visit, submitted: &Submitted) -> Result<Done> {
    visit.read(|conn, viewer| load_all(conn, viewer).map(|_| ())).await?;
    let form = CategoryForm::parse(submitted, None)?;
    visit
        .write_once(submitted, "categories", move |tx, viewer, member| {
            let all = load_all(tx, viewer)?;
            let stands = find_standing(tx, &all, &form, None)?;
            let new = NewCategory {
                parent: stands.parent,
                slug: form.slug.clone(),
                position: 0,
                area: stands.area,
                read: form.read.clone(),
                write: form.write.clone(),
                versions: form.versions.clone(),
            };
            let id = insert_category(tx, &new, Some(member.id))?;
            order::place(tx, &all, id, stands.parent, form.place.map(|place| place - 1))?;
            Ok(Done::made(id.0, edit_path(viewer.lang.code(), id)).telling("flash-category-created"))
        })
        .await
}

fn edit_path(lang: &str, id: CategoryId) -> String {
    format!("/{lang}/admin/categories/{id}")
}

/// The parent and the area that the form names, and that its slug is free. Two levels: a parent stands on the
/// first, and what has children stays there.
fn find_standing(conn: &mut Conn, all: &Readable, form: &CategoryForm, this: Option<CategoryId>) -> Result<Standing> {
    let mut wrong = Vec::new();
    if all.find_slug(&form.slug).is_some_and(|other| Some(other.id) != this) {
        wrong.push(FieldError::new("slug", "error-slug-taken"));
    }
    let parent = match &form.parent {
        None => None,
        Some(slug) => {
            let found = all.find_slug(slug).filter(|top| top.parent_id.is_none() && Some(top.id) != this);
            if found.is_none() {
                wrong.push(FieldError::new("parent", "error-choose"));
            } else if this.is_some_and(|id| all.children(id).next().is_some()) {
                wrong.push(FieldError::new("parent", "error-category-has-children"));
            }
            found.map(|top| top.id)
        }
    };
    let area = match &form.area {
        None => None,
        Some(slug) => {
            let found: Option<AreaId> = areas::find_id(conn, slug)?;
            if found.is_none() {
                wrong.push(FieldError::new("area", "error-choose"));
            }
            found
        }
    };
    if wrong.is_empty() { Ok(Standing { parent, area }) } else { Err(Error::Invalid(wrong)) }
}

pub async fn change(visit: Visit, path: CategoryAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_change(&visit, id, &submitted).await;
    visit.answer(outcome, &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

async fn try_change(visit: &Visit, id: CategoryId, submitted: &Submitted) -> Result<Done> {
    // The original's language never changes: it can be read ahead.
    let original = visit
        .read(move |conn, viewer| {
            let text = load_all(conn, viewer)?.find(id).ok_or(Error::NotFound)?.text_id;
            Ok(load_original(conn, text)?.0)
        })
        .await?;
    let form = CategoryForm::parse(submitted, Some(original))?;
    visit
        .write(move |tx, viewer, member| {
            let all = load_all(tx, viewer)?;
            let category = all.find(id).ok_or(Error::NotFound)?;
            let stands = find_standing(tx, &all, &form, Some(id))?;
            if form.revisions.is_some() && form.revisions != Some(name_state(tx, category.text_id)?) {
                return Err(Error::Conflict {
                    message: "error-category-changed",
                    current: Some(say_all(tx, category.text_id)?),
                });
            }
            store(tx, member, &all, category, &form, stands)?;
            Ok(Done::changed(id.0, edit_path(viewer.lang.code(), id)).telling("flash-category-changed"))
        })
        .await
}

fn store(
    tx: &mut Tx,
    by: &Member,
    all: &Readable,
    category: &Category,
    form: &CategoryForm,
    stands: Standing,
) -> Result<()> {
    let stood = Standing { parent: category.parent_id, area: category.area_id };
    let same = category.slug == form.slug
        && stood == stands
        && category.read_access == form.read
        && category.write_access == form.write;
    if !same {
        diesel::update(categories::table.find(category.id))
            .set((
                categories::slug.eq(&form.slug),
                categories::parent_id.eq(stands.parent),
                categories::area_id.eq(stands.area),
                categories::read_access.eq(form.read.code()),
                categories::write_access.eq(form.write.code()),
            ))
            .execute(&mut **tx)?;
    }
    // Without a place, it stays where it is, or comes last under a new parent.
    let moved = match form.place {
        Some(place) => order::place(tx, all, category.id, stands.parent, Some(place - 1))?,
        None if stood.parent != stands.parent => order::place(tx, all, category.id, stands.parent, None)?,
        None => false,
    };
    let said = write_versions(tx, category.text_id, &form.versions, &form.current, form.same_meaning, by.id)?;
    if !same || moved || said {
        record(tx, "category.changed", by.id, category.id, category.text_id, stood, stands);
    }
    Ok(())
}

pub async fn remove(visit: Visit, path: CategoryAt, submitted: Submitted) -> Result<HttpResponse> {
    let (_, id) = path.into_inner();
    let outcome = try_remove(&visit, id).await;
    visit.answer(outcome, &submitted, move |conn, viewer| edit_page(conn, viewer, id)).await
}

async fn try_remove(visit: &Visit, id: CategoryId) -> Result<Done> {
    visit
        .write(move |tx, viewer, member| {
            let all = load_all(tx, viewer)?;
            let category = all.find(id).ok_or(Error::NotFound)?;
            if !is_empty(tx, &all, category)? {
                return Err(Error::conflict("error-category-not-empty"));
            }
            diesel::delete(drafts::table.filter(drafts::place.eq(format!("category:{id}")))).execute(&mut **tx)?;
            diesel::delete(categories::table.find(id)).execute(&mut **tx)?;
            delete_text(tx, category.text_id)?;
            let stood = Standing { parent: category.parent_id, area: category.area_id };
            record(tx, "category.removed", member.id, id, category.text_id, stood, stood);
            Ok(Done::changed(id.0, format!("/{}/admin/categories", viewer.lang)).telling("flash-category-removed"))
        })
        .await
}
