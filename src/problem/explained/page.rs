//! All explanations as one page that needs nothing else: no script, no other file, light and dark, and fit for paper.

use super::text::Labels;
use super::{Explained, all};
use crate::problem::Tongue;

/// The page's own style: the system's fonts and colours, so that it follows who reads it.
const STYLE: &str = include_str!("page.css");

/// Returns the page of all codes; each has its code as id.
pub(crate) fn page(tongue: Tongue) -> String {
    let (language, title, about, contents) = match tongue {
        Tongue::Bokmal => (
            "nb",
            "Meldinger fra utsyn",
            "Alt utsyn kan si fra om: hva det betyr, hvorfor det betyr noe, og hva du kan gjøre.",
            "Innhold",
        ),
        Tongue::English => (
            "en",
            "Messages of utsyn",
            "All that utsyn can object to: what it means, why it matters, and what you can do.",
            "Contents",
        ),
    };
    let all = all();
    let entries: String = all.iter().map(|one| entry(one, tongue)).collect();
    let sections: String = all.iter().map(|one| section(one, tongue)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{about}</p>\n</header>\n\
         <nav aria-labelledby=\"innhold\">\n<h2 id=\"innhold\">{contents}</h2>\n<ul>\n{entries}</ul>\n</nav>\n<main>\n{sections}</main>\n\
         </body>\n</html>\n"
    )
}

fn entry(one: &Explained, tongue: Tongue) -> String {
    let code = one.code.code();
    format!("<li><a href=\"#{code}\">{code}</a> {}</li>\n", marked(one.meaning.in_tongue(tongue)))
}

fn section(one: &Explained, tongue: Tongue) -> String {
    let labels = Labels::of(tongue);
    let (code, word, severity) = (one.code.code(), one.code.word(), labels.severity(one.code));
    let part = |label: &str, said: &str| format!("<h3>{label}</h3>\n<p>{}</p>\n", marked(said));
    let mut html = format!("<section aria-labelledby=\"{code}\">\n<h2 id=\"{code}\">{code}</h2>\n");
    html.push_str(&format!("<p class=\"kind\">{severity}, <code>{word}</code></p>\n"));
    html.push_str(&format!("<p>{}</p>\n", marked(one.meaning.in_tongue(tongue))));
    html.push_str(&part(labels.why, one.why.in_tongue(tongue)));
    html.push_str(&part(labels.todo, one.todo.in_tongue(tongue)));
    if let Some((wrong, right)) = &one.example {
        let example = |label: &str, lines: &str| format!("<h3>{label}</h3>\n<pre><code>{}</code></pre>\n", escaped(lines));
        html.push_str(&example(labels.wrong, wrong));
        html.push_str(&example(labels.right, right));
    }
    html + "</section>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Sets what stands between backticks as code.
fn marked(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn every_code_can_be_linked_to_and_nothing_is_fetched() {
        for tongue in [Tongue::Bokmal, Tongue::English] {
            let page = page(tongue);
            for code in Code::ALL {
                assert_eq!(page.matches(&format!(" id=\"{}\"", code.code())).count(), 1, "{}", code.code());
            }
            assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("<link") && !page.contains("url("));
            assert_eq!(page.matches("<section").count(), page.matches("</section>").count());
        }
    }

    #[test]
    fn what_is_shown_as_code_is_not_run() {
        assert_eq!(marked("a `<b>` & c"), "a <code>&lt;b&gt;</code> &amp; c");
    }
}
