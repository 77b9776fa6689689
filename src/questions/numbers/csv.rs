//! `/questions/numbers.csv`: the same numbers, a record each. What is hidden is empty and flagged `c`, as the code list
//! for observation status of SDMX and Eurostat has it (confidential).

use actix_web::HttpResponse;
use actix_web::http::header;

use super::page::{NumbersPage, NumbersRow, Wanted, load};
use crate::accounts::Visit;
use crate::error::Result;
use crate::text::csv_record;

pub async fn download(visit: Visit) -> Result<HttpResponse> {
    let wanted = Wanted::parse(&visit.asked)?;
    let numbers = visit.read(move |conn, viewer| load(conn, viewer, &wanted)).await?;
    let name = numbers.year.map_or_else(|| "questions.csv".to_owned(), |year| format!("questions-{year}.csv"));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_LANGUAGE, visit.asked.lang.code()))
        .body(records(&numbers)))
}

fn records(numbers: &NumbersPage) -> String {
    let mut all = csv_record(["month", "by", "code", "name", "questions", "flag"]);
    for (by, rows) in [("area", &numbers.areas), ("language", &numbers.languages)] {
        for row in rows {
            numbers.months.iter().zip(&row.counts).for_each(|(month, count)| all += &record(month, by, row, *count));
        }
    }
    all
}

fn record(month: &str, by: &str, row: &NumbersRow, count: Option<i64>) -> String {
    let (number, flag) = count.map_or((String::new(), "c"), |count| (count.to_string(), ""));
    csv_record([month, by, &row.code, &row.name, &number, flag])
}
