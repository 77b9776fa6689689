use std::collections::BTreeSet;

use mipas::app::endpoints;
use serde_json::Value;

use crate::support::TestApp;

/// Every JSON route and every write is described, and the description holds together.
#[actix_web::test]
async fn the_description_is_whole() {
    let app = TestApp::new().await;
    let answer = app.guest().get_json("/api/openapi.json").await;
    assert_eq!(answer.status, 200);
    let description = answer.json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));

    let mut described = 0;
    for endpoint in endpoints() {
        if endpoint.answers.is_none() && endpoint.takes.is_none() {
            continue;
        }
        let operation = &description["paths"][endpoint.path][endpoint.method.as_str().to_lowercase()];
        assert!(operation.is_object(), "{} {} is not described", endpoint.method, endpoint.path);
        for field in endpoint.takes.unwrap_or_default() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            assert!(schema["properties"][field.trim_end_matches('?')].is_object(), "{} lacks {field}", endpoint.path);
        }
        for query in endpoint.queries {
            let parameters = operation["parameters"].as_array().unwrap();
            assert!(parameters.iter().any(|parameter| parameter["name"] == *query), "{} lacks {query}", endpoint.path);
        }
        described += 1;
    }
    assert!(described >= 8, "{described}");

    let mut references = BTreeSet::new();
    gather(&description, &mut references);
    assert!(references.len() >= 4);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference inside of the document");
        assert!(description.pointer(pointer).is_some(), "{reference} leads nowhere");
    }

    let operations = description["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap());
    let ids: Vec<String> = operations.map(|(_, operation)| operation["operationId"].to_string()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "operation ids stand twice");
}

fn gather(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                references.insert(reference.clone());
            }
            object.values().for_each(|value| gather(value, references));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, references)),
        _ => {}
    }
}

/// An endpoint cannot answer GET with two handlers: the second would never be asked.
#[test]
fn no_endpoint_stands_twice() {
    let mut seen = BTreeSet::new();
    for endpoint in endpoints() {
        assert!(seen.insert((endpoint.path, endpoint.method.to_string())), "{} {}", endpoint.method, endpoint.path);
    }
}
