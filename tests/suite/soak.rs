//! The preview through many random changes: always the bytes of a fresh build.

use std::fs;

use crate::place::{Place, Tree, project};
use crate::serving::{Serving, case};

/// How many changes are made; `UTSYN_SOAK=1000` makes as many.
const STEPS: usize = 60;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

fn page(title: &str, more: &str, text: &str) -> String {
    format!("---\ntitle: \"{title}\"\n{more}---\n\n{text}\n")
}

/// Makes one change somewhere in the sources and says which.
fn change(place: &Place, dice: &mut Dice, step: usize) -> String {
    let number = dice.below(8);
    let file = format!("content/kurs/side-{number}.md");
    let path = place.path(&file);
    let other = place.path(&format!("content/kurs/flyttet-{number}.md"));
    let text = format!("Steg {step}. Se [[centre:ost]].");
    let kind = dice.below(12);
    match kind {
        0..=2 => place.write(&file, page(&format!("Side {number}"), "", &text)),
        3 => place.write(&file, page(&format!("Side {number}"), "draft: true\n", &text)),
        4 => drop(fs::remove_file(&path)),
        5 => drop(fs::rename(&path, &other)),
        6 => drop(fs::rename(&other, &path)),
        7 => {
            place.write("content/kurs/ny.tmp", page(&format!("Side {number}"), "", &text));
            fs::rename(place.path("content/kurs/ny.tmp"), &path).unwrap();
        }
        8 => place.write(&file, format!("---\ntitel: \"{step}\"\n---\n")),
        9 => {
            let template = fs::read_to_string(project().join("tests/cases/base/themes/liten/templates/page.html")).unwrap();
            place.write("themes/liten/templates/page.html", template.replace("<h1>", &format!("<h1 title=\"{step}\">")));
        }
        10 => {
            let file = place.path("content/registry/municipalities.csv");
            let text = fs::read_to_string(&file).unwrap();
            let from = if text.contains(",Todal,Nord") { (",Todal,Nord", ",Todal,Aust") } else { (",Todal,Aust", ",Todal,Nord") };
            fs::write(file, text.replace(from.0, from.1)).unwrap();
        }
        _ => drop(fs::remove_dir_all(place.path("content/kurs"))),
    }
    format!("step {step}: change {kind} of page {number}")
}

/// Returns the words of the problems in a page of the preview.
fn words(shown: &str) -> Option<String> {
    let words = shown.split("<pre>").nth(1)?.split("</pre>").next()?;
    Some(words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

#[test]
fn after_any_change_the_preview_is_what_a_fresh_build_makes() {
    let steps = std::env::var_os("UTSYN_SOAK").map_or(STEPS, |steps| steps.to_str().unwrap().parse().unwrap());
    let place = case("registry");
    let serving = Serving::start(&place, &["--port", "0"]);
    let mut news = serving.news();
    let mut dice = Dice(20_261_121);
    let mut shown = serving.until_built(&place, &mut news, &Tree::new(), "the start");
    let (mut good, mut refused) = (0, 0);
    for step in 0..steps {
        let said = change(&place, &mut dice, step);
        let mut build = place.program(&["build"]);
        let ran = crate::place::Ran::of(build.env("COLUMNS", "100").output().unwrap());
        if ran.code == 0 {
            shown = serving.until_built(&place, &mut news, &shown, &said);
            good += 1;
            continue;
        }
        // The last good site, and over it the words of the terminal.
        let is_told =
            |serving: &Serving| words(&serving.get("/").text()).is_some_and(|words| ran.err.starts_with(words.trim_end()));
        serving.until(&mut news, &said, is_told);
        assert!(serving.site(shown.keys()) == shown, "{said}: the last good site stays");
        refused += 1;
    }
    assert!(good >= steps / 4 && refused >= steps / 20, "{good} good, {refused} refused");
}
