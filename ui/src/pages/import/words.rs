//! Words for what the core says about a file.

use wire::call::ImportProblem;
use yew::prelude::*;

use crate::words::Words;

/// Name of a file format.
pub fn format_name(format: &str, words: &Words) -> String {
    named("import-format-name", format, words)
}

/// Name of a field that a column becomes.
pub fn field_name(field: &str, words: &Words) -> String {
    named("import-field", field, words)
}

/// The word of a stable name; the name itself where a newer core says something new.
fn named(prefix: &str, name: &str, words: &Words) -> String {
    words.find(&format!("{prefix}-{}", name.replace('_', "-")), &[]).unwrap_or_else(|| name.replace('_', " "))
}

/// The rows that cannot be read, each with its line, its reason and what stands there.
pub fn problem_table(problems: &[ImportProblem], count: u64, words: &Words) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let row = |problem: &ImportProblem| {
        html! {
            <tr>
                <td class="is-number">{ problem.line }</td>
                <td>{ field_name(&problem.field, words) }</td>
                <td>{ named("import-reason", &problem.reason, words) }</td>
                <td><code dir="auto">{ &problem.text }</code></td>
            </tr>
        }
    };
    let rest = count.saturating_sub(problems.len() as u64);
    html! {
        <section class="card import-problems">
            <h2 id="import-problems">{ words.with("import-problems", &[("n", count.into())]) }</h2>
            <p>{ words.t("import-problems-text") }</p>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="import-problems">
                <table class="import-table">
                    <thead><tr>
                        <th scope="col" class="is-number">{ words.t("import-line") }</th>
                        <th scope="col">{ words.t("import-field") }</th>
                        <th scope="col">{ words.t("import-reason") }</th>
                        <th scope="col">{ words.t("import-found") }</th>
                    </tr></thead>
                    <tbody>{ for problems.iter().map(row) }</tbody>
                </table>
            </div>
            if rest > 0 { <p>{ words.with("pages-and-more", &[("n", rest.into())]) }</p> }
        </section>
    }
}
