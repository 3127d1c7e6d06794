//! `utsyn audit`: everything withheld, every exception, every statement, every file.
//!
//! Makes the whole site without writing it, and tells what a publisher must be able to answer for: as text, as JSON, and as a
//! page beside the site (`revisjon.html` in the output folder), never in it. What is told is public or says only file,
//! kind and reason.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::args::BuildArgs;
use super::build::{tell_fault, wanted};
use super::format::{Format, format};
use super::{Ending, report, say};
use crate::anonymise::MappingAudit;
use crate::judge::Verdict;
use crate::pipeline::{self, Made};
use crate::problem::{Both, Fault, Tongue, both};

/// The page's template: the same facts as the JSON.
const PAGE: &str = include_str!("audit.html");

/// The name of the page in the output folder.
const FILE: &str = "revisjon.html";

/// Tells what is withheld and what leaves.
pub(super) fn audit(args: &BuildArgs, tongue: Tongue) -> Ending {
    if !matches!(format(&args.site), Format::Words | Format::Json) {
        let fault = Fault::usage(both!("`audit` svarer bare med ord eller JSON", "`audit` answers with words or JSON only"));
        return tell_fault(&fault.help(both!("bruk `utsyn check` til det", "use `utsyn check` for that")), &args.site, tongue);
    }
    let looked = wanted(&args.site).and_then(|wanted| pipeline::look(&wanted, &mut |_| ()).map(|made| (wanted, made)));
    let (wanted, made) = match looked {
        Ok(looked) => looked,
        Err(fault) => return tell_fault(&fault, &args.site, tongue),
    };
    if made.site.is_none() {
        return report::tell(&made, None, None, &args.site, tongue);
    }
    let facts = facts(&made, tongue);
    if format(&args.site) == Format::Json {
        say::out(&format!("{facts:#}\n"));
        return Ending::Fine;
    }
    match page(&facts).and_then(|page| pipeline::keep_audit(&wanted, &args.output, FILE, &page)) {
        Ok(path) => {
            let path = path.display();
            let where_to = both!("\nSiden med det samme: {path}\n", "\nThe page with the same: {path}\n");
            say::out(&(text(&facts, tongue) + where_to.in_tongue(tongue)));
            Ending::Fine
        }
        Err(fault) => tell_fault(&fault, &args.site, tongue),
    }
}

fn facts(made: &Made, tongue: Tongue) -> Value {
    let withheld: Vec<Value> = made
        .left_out
        .iter()
        .map(|one| {
            let what = one.kind.counted(one.count);
            json!({"kind": one.kind.word(), "file": one.file, "count": one.count, "what": what.in_tongue(tongue), "because": one.why.in_tongue(tongue)})
        })
        .collect();
    let files: Vec<Value> = made
        .site
        .iter()
        .flat_map(|site| site.files())
        .map(|file| json!({"path": file.path.as_str(), "bytes": file.bytes.len(), "sha256": hash(&file.bytes)}))
        .collect();
    let mappings: Vec<Value> = made.mappings.iter().map(|mapping| of_mapping(mapping, tongue)).collect();
    let allowances: Vec<Value> = made
        .allowances
        .iter()
        .map(|(file, allowance)| {
            json!({"file": file, "line": allowance.line, "name": allowance.name, "sentence": allowance.sentence, "reason": allowance.reason})
        })
        .collect();
    json!({"withheld": withheld, "allowances": allowances, "mappings": mappings, "files": files})
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of_mapping(audit: &MappingAudit, tongue: Tongue) -> Value {
    let inferred: Vec<Value> = audit
        .inferred
        .iter()
        .map(|one| {
            let answers: Vec<&str> = one.answers.iter().map(|answer| answer.word()).collect();
            json!({
                "theme": one.theme,
                "answers": answers,
                "group": one.group.in_tongue(tongue),
                "size": one.size,
                "interval": [one.interval.0, one.interval.1],
                "verdict": one.verdict.word(),
                "meaning": meaning(one.verdict).in_tongue(tongue),
                "waived": one.waived,
            })
        })
        .collect();
    let waivers: Vec<Value> = audit
        .waivers
        .iter()
        .map(|waiver| {
            json!({"statement": waiver.statement, "reason": waiver.reason, "role": waiver.role, "date": waiver.date.to_string()})
        })
        .collect();
    let published: Vec<Value> =
        audit.published.iter().map(|(edition, statements)| json!({"edition": edition, "statements": statements})).collect();
    json!({"mapping": audit.mapping, "threshold": audit.threshold, "published": published, "inferred": inferred, "waivers": waivers})
}

/// Says in words what a verdict means.
fn meaning(verdict: Verdict) -> Both {
    match verdict {
        Verdict::NothingLearnt => both!("ingenting røpes", "nothing is learnt"),
        Verdict::AllOrNone => both!("alle eller ingen", "all or none"),
        Verdict::ExactAndLarge => both!("kjent, og stort på begge sider", "known, and large on both sides"),
        Verdict::Open => both!("åpent", "open"),
        Verdict::Small => both!("lite på en side", "small on one side"),
    }
}

/// Sets the page; its words are bokmål, as those of the site are.
fn page(facts: &Value) -> Result<String, Fault> {
    let fault = |error: tera::Error| {
        Fault::machine(both!("kunne ikke sette siden med revisjonen", "could not set the page of the audit"), error)
    };
    let mut tera = tera::Tera::default();
    tera.add_raw_template(FILE, PAGE).map_err(fault)?;
    let context = tera::Context::from_serialize(facts).map_err(fault)?;
    tera.render(FILE, &context).map_err(fault)
}

fn text(facts: &Value, tongue: Tongue) -> String {
    let list = |key: &str| facts[key].as_array().cloned().unwrap_or_default();
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut text = String::new();
    let mut line = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    line(both!("Holdt tilbake", "Withheld").in_tongue(tongue));
    if list("withheld").is_empty() {
        line(both!("  Ingenting.", "  Nothing.").in_tongue(tongue));
    }
    for one in list("withheld") {
        line(&format!("  {}: {}, {}", said(&one["file"]), said(&one["what"]), said(&one["because"])));
    }
    if !list("allowances").is_empty() {
        line("");
        line(both!("Navn som er tillatt", "Names that are allowed").in_tongue(tongue));
    }
    for one in list("allowances") {
        line(&format!("  {}:{}: {}. {}", said(&one["file"]), one["line"], said(&one["name"]), said(&one["reason"])));
    }
    for mapping in list("mappings") {
        line("");
        for words in of_mapping_lines(&mapping, tongue) {
            line(&words);
        }
    }
    let files = list("files");
    let bytes: u64 = files.iter().filter_map(|file| file["bytes"].as_u64()).sum();
    let count = files.len();
    line("");
    line(
        both!("Filer som publiseres: {count}, i alt {bytes} byte", "Files that are published: {count}, {bytes} bytes in all")
            .in_tongue(tongue),
    );
    for file in files {
        line(&format!("  {}  {:>9}  {}", said(&file["sha256"]), file["bytes"].as_u64().unwrap_or(0), said(&file["path"])));
    }
    text
}

fn of_mapping_lines(mapping: &Value, tongue: Tongue) -> Vec<String> {
    let list = |key: &str| mapping[key].as_array().cloned().unwrap_or_default();
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let id = said(&mapping["mapping"]);
    let mut lines = vec![both!("Kartleggingen {id}", "The mapping {id}").in_tongue(tongue).to_owned()];
    if list("published").is_empty() {
        lines.push(both!("  Ingen tall er publisert.", "  No numbers are published.").in_tongue(tongue).to_owned());
    }
    for edition in list("published") {
        let (number, count) = (&edition["edition"], edition["statements"].as_array().map_or(0, Vec::len));
        lines.push(
            both!("  Utgave {number}: {count} påstander", "  Edition {number}: {count} statements").in_tongue(tongue).to_owned(),
        );
        lines.extend(edition["statements"].as_array().into_iter().flatten().map(|statement| format!("    {}", said(statement))));
    }
    if !list("inferred").is_empty() {
        let head = both!("  Det en utenforstående kan regne seg fram til:", "  What an outsider can work out:");
        lines.push(head.in_tongue(tongue).to_owned());
    }
    for one in list("inferred") {
        let (theme, group, size) = (said(&one["theme"]), said(&one["group"]), &one["size"]);
        let answers: Vec<String> = one["answers"].as_array().into_iter().flatten().map(said).collect();
        let (answers, least, most, verdict) =
            (answers.join("/"), &one["interval"][0], &one["interval"][1], said(&one["meaning"]));
        lines.push(
            both!(
                "    {theme}, {answers}, {group}: mellom {least} og {most} av {size} ({verdict})",
                "    {theme}, {answers}, {group}: between {least} and {most} of {size} ({verdict})"
            )
            .in_tongue(tongue)
            .to_owned(),
        );
    }
    for waiver in list("waivers") {
        let (statement, reason, role, date) =
            (said(&waiver["statement"]), said(&waiver["reason"]), said(&waiver["role"]), said(&waiver["date"]));
        lines.push(
            both!("  Unntak: {statement}. {reason} ({role}, {date})", "  Waiver: {statement}. {reason} ({role}, {date})")
                .in_tongue(tongue)
                .to_owned(),
        );
    }
    lines
}
