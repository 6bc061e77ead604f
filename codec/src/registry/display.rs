use std::fmt;

use super::Registry;
use crate::serializer::Serializer;

/// A table: id, Rust type, Python name, crate, file and line.
impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["id", "Rust type", "Python name", "crate", "defined at"].map(str::to_owned);
        let rows: Vec<_> =
            std::iter::once(head).chain(self.iter().map(|(id, serializer)| row(id, serializer))).collect();
        let mut widths = [0; 5];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for [id, rust, python, package, place] in &rows {
            let [w0, w1, w2, w3, _] = widths;
            writeln!(f, "{id:>w0$}  {rust:<w1$}  {python:<w2$}  {package:<w3$}  {place}")?;
        }
        Ok(())
    }
}

fn row(id: i32, serializer: &Serializer) -> [String; 5] {
    let type_name = serializer.type_name();
    let package = type_name.split("::").next().unwrap_or_default();
    let short = type_name.split('<').next().unwrap_or_default().rsplit("::").next().unwrap_or_default();
    let arguments = type_name.find('<').map_or("", |at| &type_name[at..]);
    [
        id.to_string(),
        format!("{short}{arguments}"),
        serializer.name().to_owned(),
        package.to_owned(),
        serializer.place(),
    ]
}
