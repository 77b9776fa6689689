//! `/opensearch.xml`: how a browser adds the site to its search engines (OpenSearch 1.1).

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::accounts::Visit;
use crate::error::Result;
use crate::web::{Endpoint, get};

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/{lang}/opensearch.xml", show)]
}

async fn show(visit: Visit) -> Result<HttpResponse> {
    let (base, lang) = (handlebars::html_escape(&visit.site.config.base_url), visit.asked.lang);
    let description = handlebars::html_escape(&lang.locale().say("search-description"));
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>MIPAS</ShortName>
<Description>{description}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Language>{lang}</Language>
<Url type="text/html" template="{base}/{lang}/search?q={{searchTerms}}"/>
</OpenSearchDescription>
"#
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/opensearchdescription+xml; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(xml))
}
