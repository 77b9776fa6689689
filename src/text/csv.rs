//! Tables for spreadsheets: RFC 4180, with nothing that a spreadsheet would take for a formula.

/// One record with its end. A field that a program could run is led by an apostrophe, as OWASP's page on CSV injection
/// advises: `=`, `+`, `-`, `@`, tab and carriage return begin formulas.
pub fn csv_record<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.into_iter().map(field).collect();
    format!("{}\r\n", fields.join(","))
}

fn field(text: &str) -> String {
    let number = text.parse::<i64>().is_ok();
    let runs = !number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if runs { format!("'{text}") } else { text.to_owned() };
    if guarded.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::csv_record;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(csv_record(["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(csv_record(["a,b", "say \"hi\"", "two\nlines"]), "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }

    #[test]
    fn formulas_are_texts_and_numbers_stay_numbers() {
        assert_eq!(csv_record(["=1+1", "@SUM(A1)", "+a", "-a", "-5"]), "'=1+1,'@SUM(A1),'+a,'-a,-5\r\n");
        assert_eq!(csv_record(["=HYPERLINK(\"x\",\"y\")"]), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n");
    }
}
