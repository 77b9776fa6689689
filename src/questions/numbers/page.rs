//! `/questions/numbers`: two tables of finished months, and a picture of the first.

use std::collections::HashMap;

use actix_web::HttpResponse;
use serde::Serialize;

use super::count::{first_month, list_counts};
use super::disclosure::{LEAST, protect, sum};
use super::month::Month;
use crate::accounts::{Viewer, Visit};
use crate::activity::Tag;
use crate::areas::{Area, list_areas};
use crate::db::{AreaId, Conn};
use crate::error::{Error, Result};
use crate::i18n::{ContentLanguage, Lang};
use crate::render::Views;
use crate::web::{Asked, Page};

/// Months shown when no year was chosen.
const USUAL: i64 = 12;

#[derive(Serialize, utoipa::ToSchema)]
pub struct NumbersPage {
    /// The chosen one; `None`: the newest twelve months.
    pub year: Option<i64>,
    /// Those with a finished month, the newest first.
    years: Vec<i64>,
    /// ISO 8601, the oldest first: the columns of both tables. The month that is not over is not among them.
    pub months: Vec<String>,
    /// Areas of which something is shown.
    pub areas: Vec<NumbersRow>,
    /// Languages of which something is shown.
    pub languages: Vec<NumbersRow>,
    /// The smallest number that is shown.
    least: i64,
}

/// An area or a language.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NumbersRow {
    /// A slug or a language code.
    pub code: String,
    pub name: String,
    /// In which its name is.
    language: ContentLanguage,
    /// By month; `None`: fewer than `least`, or hidden lest such a number could be computed.
    pub counts: Vec<Option<i64>>,
    /// Of what is shown: there were at least so many.
    sum: i64,
}

/// The finished months that somebody wants to see.
pub struct Wanted {
    year: Option<i64>,
}

impl Wanted {
    pub fn parse(asked: &Asked) -> Result<Self> {
        let year = asked.query("year")?.filter(|year| !year.is_empty());
        let year = year.map(|year| year.parse().map_err(|_| Error::NotFound)).transpose()?;
        Ok(Self { year })
    }
}

pub async fn show(visit: Visit) -> Result<HttpResponse> {
    let wanted = Wanted::parse(&visit.asked)?;
    visit
        .page(move |conn, viewer| {
            let numbers = load(conn, viewer, &wanted)?;
            let chart = Chart::of(&numbers.areas);
            let (lang, title) = (viewer.lang, viewer.lang.locale().say("numbers-title"));
            let page = Page::new("questions/numbers", title, numbers)
                .described(lang.locale().say("numbers-lead"))
                .with_part(move |views, _| chart.draw(views, lang));
            // What is asked now changes nothing: only finished months are shown.
            Ok(page.kept_until_changed(vec![Tag::any("area")]))
        })
        .await
}

/// What may be shown. Three queries.
pub fn load(conn: &mut Conn, viewer: &Viewer, wanted: &Wanted) -> Result<NumbersPage> {
    let last = Month(Month::of(viewer.now).0 - 1);
    let first = first_month(conn)?.filter(|first| *first <= last);
    let years: Vec<i64> = first.map(|first| (first.year()..=last.year()).rev().collect()).unwrap_or_default();
    if wanted.year.is_some_and(|year| !years.contains(&year)) {
        return Err(Error::NotFound);
    }
    let (from, until) = match wanted.year {
        Some(year) => (Month::first_of(year), last.min(Month(Month::first_of(year + 1).0 - 1))),
        None => (Month(last.0 - USUAL + 1), last),
    };
    let months: Vec<Month> = match first {
        Some(first) => from.max(first).up_to(until).collect(),
        None => Vec::new(),
    };
    let areas = list_areas(conn, viewer)?;
    let languages: Vec<ContentLanguage> = ContentLanguage::all().collect();
    let mut by_area: HashMap<(i64, AreaId), i64> = HashMap::new();
    let mut by_language: HashMap<(i64, ContentLanguage), i64> = HashMap::new();
    for (month, area, language, asked) in list_counts(conn, from, until)? {
        *by_area.entry((month, area)).or_default() += asked;
        *by_language.entry((month, language)).or_default() += asked;
    }
    let mut area_rows: Vec<NumbersRow> = areas.iter().map(NumbersRow::of_area).collect();
    let mut language_rows: Vec<NumbersRow> = languages.iter().map(|one| NumbersRow::of_language(*one)).collect();
    for month in &months {
        let of_area = |area: &Area| by_area.get(&(month.0, area.id)).copied().unwrap_or(0);
        let of_language = |one: &ContentLanguage| by_language.get(&(month.0, *one)).copied().unwrap_or(0);
        let shown = protect(
            &areas.iter().map(of_area).collect::<Vec<_>>(),
            &languages.iter().map(of_language).collect::<Vec<_>>(),
        );
        area_rows.iter_mut().zip(shown.areas).for_each(|(row, count)| row.counts.push(count));
        language_rows.iter_mut().zip(shown.languages).for_each(|(row, count)| row.counts.push(count));
    }
    Ok(NumbersPage {
        year: wanted.year,
        years,
        months: months.iter().map(Month::to_string).collect(),
        areas: shown_rows(area_rows),
        languages: shown_rows(language_rows),
        least: LEAST,
    })
}

/// Those of which something is shown, with their sums.
fn shown_rows(rows: Vec<NumbersRow>) -> Vec<NumbersRow> {
    let summed = rows.into_iter().map(|row| NumbersRow { sum: sum(&row.counts), ..row });
    summed.filter(|row| row.sum > 0).collect()
}

impl NumbersRow {
    fn of_area(area: &Area) -> Self {
        let (code, name) = (area.slug.clone(), area.name.clone());
        Self { code, name, language: area.language, counts: Vec::new(), sum: 0 }
    }

    fn of_language(language: ContentLanguage) -> Self {
        let (code, name) = (language.code().to_owned(), language.own_name().to_owned());
        Self { code, name, language, counts: Vec::new(), sum: 0 }
    }
}

/// Bars for areas, the longest first, as SVG: each with its name and number, so that neither colour nor length is needed
/// to read it. Lengths are in its own units, which its width gives a size.
#[derive(Serialize)]
struct Chart {
    height: i64,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct Bar {
    name: String,
    language: ContentLanguage,
    count: i64,
    /// Where its words stand, and where it begins itself.
    words_at: i64,
    at: i64,
    length: i64,
    number_at: i64,
}

/// Height of a bar with its words, and the greatest length.
const STEP: i64 = 40;
const LONGEST: i64 = 270;

impl Chart {
    fn of(rows: &[NumbersRow]) -> Self {
        let most = rows.iter().map(|row| row.sum).max().unwrap_or(0).max(1);
        let mut rows: Vec<&NumbersRow> = rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.sum));
        let bar = |(at, row): (i64, &&NumbersRow)| {
            let length = (row.sum * LONGEST / most).max(2);
            Bar {
                name: row.name.clone(),
                language: row.language,
                count: row.sum,
                words_at: at * STEP + 15,
                at: at * STEP + 20,
                length,
                number_at: length + 6,
            }
        };
        let bars: Vec<Bar> = (0..).zip(rows.iter()).map(bar).collect();
        Self { height: i64::try_from(bars.len()).unwrap_or(0) * STEP, bars }
    }

    fn draw(&self, views: &Views, lang: Lang) -> Result<String> {
        if self.bars.is_empty() { Ok(String::new()) } else { views.render(lang, "questions/numbers_chart", self) }
    }
}
