//! The table of endpoints: one entry a method and path. The server, the OpenAPI description and the matrix
//! test all read it.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, Scope};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

/// What a write takes: names of its fields; a trailing `?` marks one that may be missing.
pub type Body = &'static [&'static str];

/// One method on one path.
pub struct Endpoint {
    pub method: Method,
    /// With `{lang}` for the interface's language and `{…}` for parameters.
    pub path: &'static str,
    /// Fields of the body, for a write.
    pub takes: Option<Body>,
    /// The schema of the JSON answer, where there is one.
    pub answers: Option<Answers>,
    /// Query parameters.
    pub queries: &'static [&'static str],
    route: actix_web::Route,
}

/// A schema's name, the schema itself, and those that it refers to.
pub type Answers = (&'static str, fn() -> RefOr<Schema>, fn(&mut Vec<(String, RefOr<Schema>)>));

impl Endpoint {
    /// The endpoint answers with this page in JSON.
    #[must_use]
    pub fn page<T: PartialSchema + utoipa::ToSchema>(mut self, name: &'static str) -> Self {
        self.answers = Some((name, T::schema, T::schemas));
        self
    }

    /// The endpoint takes a form or JSON with these fields.
    #[must_use]
    pub fn takes(mut self, body: Body) -> Self {
        self.takes = Some(body);
        self
    }

    #[must_use]
    pub fn queries(mut self, queries: &'static [&'static str]) -> Self {
        self.queries = queries;
        self
    }
}

pub fn get<F, Args>(path: &'static str, handler: F) -> Endpoint
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    endpoint(Method::GET, path, web::get().to(handler))
}

pub fn post<F, Args>(path: &'static str, handler: F) -> Endpoint
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    endpoint(Method::POST, path, web::post().to(handler))
}

pub fn put<F, Args>(path: &'static str, handler: F) -> Endpoint
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    endpoint(Method::PUT, path, web::put().to(handler))
}

pub fn delete<F, Args>(path: &'static str, handler: F) -> Endpoint
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    endpoint(Method::DELETE, path, web::delete().to(handler))
}

fn endpoint(method: Method, path: &'static str, route: actix_web::Route) -> Endpoint {
    Endpoint { method, path, takes: None, answers: None, queries: &[], route }
}

/// Registers the endpoints, those of one path together, so that another method answers 405 with `Allow`. Paths
/// that begin alike stand in one scope: the router looks at patterns one by one.
pub fn configure(config: &mut ServiceConfig, endpoints: Vec<Endpoint>) {
    let mut paths: Vec<(&'static str, Vec<Endpoint>)> = Vec::new();
    for endpoint in endpoints {
        match paths.iter_mut().find(|(path, _)| *path == endpoint.path) {
            Some((_, group)) => group.push(endpoint),
            None => paths.push((endpoint.path, vec![endpoint])),
        }
    }
    let mut by_noun: Vec<(&'static str, Scope)> = Vec::new();
    let mut in_language = web::scope("/{lang:lt|en|ru}");
    for (path, group) in paths {
        let Some(rest) = path.strip_prefix("/{lang}") else {
            config.service(resource(path, group));
            continue;
        };
        let noun_end = rest.get(1..).and_then(|rest| rest.find('/')).map(|at| at + 1);
        match noun_end {
            None => in_language = in_language.service(resource(rest, group)),
            Some(end) => {
                let (noun, rest) = rest.split_at(end);
                let place = by_noun.iter().position(|(known, _)| *known == noun);
                let (noun, scope) = place.map_or_else(|| (noun, web::scope(noun)), |at| by_noun.swap_remove(at));
                by_noun.push((noun, scope.service(resource(rest, group))));
            }
        }
    }
    for (_, scope) in by_noun {
        in_language = in_language.service(scope);
    }
    config.service(in_language);
}

fn resource(path: &str, group: Vec<Endpoint>) -> Resource {
    let mut allow: Vec<&str> = group.iter().map(|endpoint| endpoint.method.as_str()).collect();
    if allow.contains(&"GET") {
        allow.push("HEAD");
    }
    let allow = allow.join(", ");
    let mut resource = web::resource(path);
    for endpoint in group {
        resource = resource.route(endpoint.route);
    }
    let not_allowed = move || {
        let allow = allow.clone();
        async move { HttpResponse::MethodNotAllowed().insert_header(("Allow", allow)).finish() }
    };
    resource.default_service(web::to(not_allowed))
}
