//! `/api/openapi.json`: every endpoint of the table that answers JSON or takes a write.

use actix_web::HttpResponse;
use actix_web::web::Data;
use utoipa::PartialSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, Required,
};

use super::error_page::ErrorBody;
use super::respond::Created;
use super::{Endpoint, get};
use crate::i18n::Lang;

/// The description, made once from the whole table.
pub struct Description(pub OpenApi);

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![get("/api/openapi.json", show)]
}

async fn show(description: Data<Description>) -> HttpResponse {
    HttpResponse::Ok().json(&description.0)
}

/// Describes the table.
pub fn describe(endpoints: &[Endpoint]) -> OpenApi {
    let mut components = ComponentsBuilder::new()
        .schema("Error", ErrorBody::schema())
        .schema("Created", Created::schema())
        .security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut paths = PathsBuilder::new();
    for endpoint in endpoints {
        let mut operation = OperationBuilder::new().operation_id(Some(operation_id(endpoint)));
        for name in parameters(endpoint.path) {
            operation = operation.parameter(path_parameter(name));
        }
        for name in endpoint.queries {
            operation = operation
                .parameter(ParameterBuilder::new().name(*name).parameter_in(ParameterIn::Query).schema(Some(text())));
        }
        let (status, description, schema) = match endpoint.answers {
            Some((name, schema, referenced)) => {
                let mut others = Vec::new();
                referenced(&mut others);
                components = components.schema(name, schema()).schemas_from_iter(others);
                ("200", "The page", Ref::from_schema_name(name))
            }
            None if endpoint.takes.is_some() => ("200", "Done", Ref::from_schema_name("Created")),
            None => continue,
        };
        if let Some(body) = endpoint.takes {
            operation = operation
                .request_body(Some(request_body(body)))
                .security(SecurityRequirement::new("bearer", ["write"]));
        }
        operation = operation.response(status, json_response(description, schema));
        operation = operation.response("default", json_response("Not done", Ref::from_schema_name("Error")));
        paths = paths.path(endpoint.path, PathItem::new(http_method(endpoint), operation.build()));
    }
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("MIPAS").version(env!("CARGO_PKG_VERSION")).build())
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn json_response(description: &str, schema: Ref) -> utoipa::openapi::Response {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(description).content("application/json", content).build()
}

fn request_body(body: super::Body) -> utoipa::openapi::request_body::RequestBody {
    let mut object = ObjectBuilder::new();
    for field in body {
        let name = field.trim_end_matches('?');
        object = object.property(name, text());
        if name == *field {
            object = object.required(name);
        }
    }
    let content = ContentBuilder::new().schema(Some(object.build())).build();
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

fn text() -> utoipa::openapi::schema::Object {
    ObjectBuilder::new().schema_type(Type::String).build()
}

fn path_parameter(name: &str) -> utoipa::openapi::path::Parameter {
    let schema = match name {
        "lang" => ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Lang::ALL.map(Lang::code))).build(),
        "id" | "number" => ObjectBuilder::new().schema_type(Type::Integer).build(),
        _ => text(),
    };
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path);
    parameter.required(Required::True).schema(Some(schema)).build()
}

fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|part| part.split(['}', ':']).next())
}

fn operation_id(endpoint: &Endpoint) -> String {
    let words = endpoint.path.split(['/', '{', '}', '.']).filter(|word| !word.is_empty() && *word != "lang");
    let words: Vec<&str> = words.collect();
    format!("{}-{}", endpoint.method.as_str().to_lowercase(), words.join("-"))
}

fn http_method(endpoint: &Endpoint) -> HttpMethod {
    match endpoint.method.as_str() {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
