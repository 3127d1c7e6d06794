//! A build that is killed, or that may not write where it is told to, leaves the old site whole.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::place::{Place, Tree, tree};

const TEMPLATE: &str = "<!doctype html>\n<html lang=\"nb\">\n<title>{{ page.head.title }}</title>\n\
                        {% if page.body is defined and page.body %}{{ page.body.html | safe }}{% endif %}\n";

/// Writes some three hundred pages, all of which say `word`, into a folder of that name.
fn site_of(place: &Place, word: &str) {
    let settings = "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\ntheme: liten\n";
    place.write(&format!("{word}/site.yaml"), settings);
    place.write("themes/liten/templates/page.html", TEMPLATE);
    for number in 0..300 {
        // A part of the pages has another address in each site, so that files come and go too.
        let name = if number % 3 == 0 { format!("{word}-{number}") } else { format!("side-{number}") };
        let page = format!("---\ntitle: \"Side {number}\"\n---\n\n{}\n", format!("Dette er {word} utgave. ").repeat(40));
        place.write(&format!("{word}/kurs/{name}.md"), page);
    }
}

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

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one_and_nothing_between() {
    const ROUNDS: u64 = 100;
    let place = Place::new();
    let [first, second] = ["første", "andre"].map(|word| {
        site_of(&place, word);
        let begun = Instant::now();
        let ran = place.run(&["build", "--content", word]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        (word, place.site(), begun.elapsed())
    });
    // The blows feel their way to the moment of the exchange: later after one that came too early, and the other way round.
    let mut reach = u64::try_from(first.2.max(second.2).as_micros()).unwrap();
    let mut dice = Dice(20_261_121);
    let (mut old, mut new, mut unfinished) = (&second, &first, 0);
    for round in 0..ROUNDS {
        let arguments = ["build", "--content", new.0];
        let mut build = place.program(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait(Duration::from_micros(reach / 2 + dice.below(reach)));
        build.kill().unwrap();
        build.wait().unwrap();
        let found = place.site();
        let (is_old, mut is_new) = (found == old.1, found == new.1);
        assert!(is_old || is_new, "round {round}: neither the old site nor the new one, {}", differing(&found, &old.1, &new.1));
        unfinished += u32::from(is_old);
        reach = if is_old { reach + reach / 8 } else { reach - reach / 8 };
        if round % 10 == 9 {
            assert_eq!(place.run(&arguments).code, 0, "round {round}");
            assert!(place.site() == new.1, "round {round}: the next build makes another site");
            let beside = names(&place);
            assert_eq!(beside, [".utsyn", ".utsyn/lock", ".utsyn/public.list", "public"], "round {round}: something is left");
            is_new = true;
        }
        if is_new {
            (old, new) = (new, old);
        }
    }
    let finished = u32::try_from(ROUNDS).unwrap() - unfinished;
    assert!(
        unfinished >= 10 && finished >= 10,
        "the blows all fell on one side: {unfinished} before the end, {finished} after it"
    );
}

/// Waits without giving the time away: what is tried here *is* the time.
fn wait(time: Duration) {
    let end = Instant::now() + time;
    while Instant::now() < end {
        std::thread::yield_now();
    }
}

/// Returns the names of all that lies in the output folder and in the workshop.
fn names(place: &Place) -> Vec<String> {
    let below = |folder: &str, shown: &str| -> Vec<String> {
        let entries = fs::read_dir(place.path(folder)).unwrap();
        entries.map(|entry| format!("{shown}{}", entry.unwrap().file_name().to_str().unwrap())).collect()
    };
    let mut names = [below("output", ""), below("output/.utsyn", ".utsyn/")].concat();
    names.sort();
    names
}

fn differing(found: &Tree, old: &Tree, new: &Tree) -> String {
    let count = |other: &Tree| found.iter().filter(|(path, bytes)| other.get(*path) != Some(bytes)).count();
    format!("{} files: {} are not of the old, {} not of the new", found.len(), count(old), count(new))
}

/// Makes a site of one page.
fn small() -> Place {
    Place::with(&[
        ("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\ntheme: liten\n"),
        ("themes/liten/templates/page.html", TEMPLATE),
        ("content/pages/om.md", "---\ntitle: \"Om oss\"\n---\n\nOm nettstedet.\n"),
    ])
}

/// Builds into `output`, which must be refused with these words, and with nothing changed anywhere.
fn assert_refused(place: &Place, output: &str, code: i32, bokmal: &str, english: &str) {
    let before = tree(&place.path(""));
    for (tongue, said) in [("nb", bokmal), ("en", english)] {
        let ran = place.run(&["build", "--lang", tongue, "--output", output]);
        assert_eq!((ran.err.as_str(), ran.out.as_str(), ran.code), (said, "", code), "{output}");
    }
    let mut after = tree(&place.path(""));
    let mut old = before;
    // The lock says who held it last.
    for files in [&mut old, &mut after] {
        files.retain(|path, _| !path.ends_with(".utsyn/lock"));
    }
    crate::place::assert_same(&old, &after, output);
}

const HELP: [&str; 2] = [
    "hjelp: velg en egen mappe for det ferdige nettstedet, for eksempel `output` ved siden av `content`\n",
    "help: choose a folder of its own for the finished site, such as `output` beside `content`\n",
];

#[test]
fn an_output_folder_that_is_or_holds_or_lies_in_the_sources_is_refused() {
    let place = small();
    for (output, bokmal, english) in [
        (
            "content",
            "utmappen `content` er eller inneholder kildene i `content`",
            "the output folder `content` is or holds the sources in `content`",
        ),
        (
            ".",
            "utmappen `.` er eller inneholder kildene i `content`",
            "the output folder `.` is or holds the sources in `content`",
        ),
        (
            "content/ut",
            "utmappen `content/ut` ligger inne i kildene i `content`",
            "the output folder `content/ut` lies inside the sources in `content`",
        ),
        (
            "themes/liten",
            "utmappen `themes/liten` ligger inne i kildene i `themes`",
            "the output folder `themes/liten` lies inside the sources in `themes`",
        ),
        ("/", "utmappen `/` er roten av disken", "the output folder `/` is the root of the disk"),
    ] {
        assert_refused(&place, output, 3, &format!("feil: {bokmal}\n{}", HELP[0]), &format!("error: {english}\n{}", HELP[1]));
    }
}

const FOREIGN: [&str; 2] = [
    "hjelp: hele mappen byttes ut ved hvert bygg, så dette ville gått tapt. Flytt det ut, eller velg en annen utmappe. \
     Skal det publiseres, hører det hjemme i `content/files`\n",
    "help: the whole folder is replaced by each build, so this would be lost. Move it out, or choose another output folder. \
     If it is to be published, it belongs in `content/files`\n",
];

#[test]
fn a_file_that_somebody_else_laid_in_the_site_is_not_replaced() {
    let place = small();
    place.build();
    place.write("output/public/notat.txt", "mitt");
    assert_refused(
        &place,
        "output",
        3,
        &format!("feil: i `output/public` ligger en fil som utsyn ikke har skrevet: `notat.txt`\n{}", FOREIGN[0]),
        &format!("error: `output/public` holds a file that utsyn did not write: `notat.txt`\n{}", FOREIGN[1]),
    );
}

#[test]
fn a_folder_in_which_somebody_else_keeps_files_is_not_taken() {
    let place = small();
    for file in ["index.html", "mappe/a.txt", "b.txt"] {
        place.write(&format!("output/public/{file}"), "mitt");
    }
    let names = "`b.txt`, `index.html`, `mappe/a.txt`";
    assert_refused(
        &place,
        "output",
        3,
        &format!("feil: i `output/public` ligger 3 filer som utsyn ikke har skrevet: {names}\n{}", FOREIGN[0]),
        &format!("error: `output/public` holds 3 files that utsyn did not write: {names}\n{}", FOREIGN[1]),
    );
}

const NOT_PLAIN: [&str; 2] = [
    "feil: `output/public` er ikke en vanlig mappe, og utsyn skriver ikke gjennom lenker eller over filer\n\
     hjelp: flytt den bort, eller velg en annen utmappe\n",
    "error: `output/public` is not a plain folder, and utsyn writes neither through links nor over files\n\
     help: move it away, or choose another output folder\n",
];

#[cfg(unix)]
#[test]
fn a_site_that_is_a_link_is_not_written_through() {
    let place = small();
    place.write("annet/fil.txt", "mitt");
    fs::create_dir_all(place.path("output")).unwrap();
    std::os::unix::fs::symlink(place.path("annet"), place.path("output/public")).unwrap();
    assert_refused(&place, "output", 3, NOT_PLAIN[0], NOT_PLAIN[1]);
}

#[test]
fn a_file_where_the_folder_should_be_is_not_replaced() {
    let place = small();
    place.write("output", "mitt");
    assert_refused(
        &place,
        "output",
        3,
        &format!("feil: utmappen `output` er en fil\n{}", HELP[0]),
        &format!("error: the output folder `output` is a file\n{}", HELP[1]),
    );
    let place = small();
    place.write("output/public", "mitt");
    assert_refused(&place, "output", 3, NOT_PLAIN[0], NOT_PLAIN[1]);
}

/// Who owns the machine may write everywhere, so the build is run by the user «nobody» then.
#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_keeps_the_old_site() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let place = small();
    place.build();
    let old = tree(&place.path("output"));
    for folder in ["output", "output/.utsyn", "output/public"] {
        fs::set_permissions(place.path(folder), fs::Permissions::from_mode(0o555)).unwrap();
    }
    place.write("content/pages/ny.md", "---\ntitle: \"Ny\"\n---\n");
    // Its own copy, for the folder in which it was made may be closed to others.
    fs::copy(env!("CARGO_BIN_EXE_utsyn"), place.path("utsyn")).unwrap();
    let owns_the_machine = fs::metadata(place.path("content")).unwrap().uid() == 0;
    for (tongue, said) in [("nb", READ_ONLY[0]), ("en", READ_ONLY[1])] {
        let mut program = std::process::Command::new(place.path("utsyn"));
        program.args(["build", "--lang", tongue]).current_dir(place.path("")).env_clear();
        if owns_the_machine {
            program.uid(NOBODY);
        }
        let ran = crate::place::Ran::of(program.output().unwrap());
        assert_eq!((ran.err.as_str(), ran.out.as_str(), ran.code), (said, "", 4));
    }
    crate::place::assert_same(&old, &tree(&place.path("output")), "a folder that may only be read");
    for folder in ["output", "output/.utsyn", "output/public"] {
        fs::set_permissions(place.path(folder), fs::Permissions::from_mode(0o755)).unwrap();
    }
}

const READ_ONLY: [&str; 2] = [
    "feil: kunne ikke skrive `output/.utsyn/lock`\nårsak: Permission denied (os error 13)\n\
     hjelp: lukk programmer som har filer åpne i mappen (Word, OneDrive, antivirus), sjekk tilgangen, og kjør på nytt; \
     det gamle nettstedet er urørt\n",
    "error: could not write `output/.utsyn/lock`\ncause: Permission denied (os error 13)\n\
     help: close programs that hold files in the folder (Word, OneDrive, antivirus), check your access, and run again; \
     the old site is untouched\n",
];

#[test]
fn a_second_build_at_the_same_time_is_told_who_is_writing() {
    let place = small();
    place.build();
    let lock = fs::File::options().read(true).write(true).open(place.path("output/.utsyn/lock")).unwrap();
    lock.lock().unwrap();
    let signed = fs::read_to_string(place.path("output/.utsyn/lock")).unwrap();
    let (process, since) = signed.trim_end().split_once('\n').unwrap();
    assert_refused(
        &place,
        "output",
        4,
        &format!(
            "feil: et annet bygg skriver til `output`: prosess {process}, startet {since}\n\
             hjelp: vent til det er ferdig, eller velg en annen utmappe\n"
        ),
        &format!(
            "error: another build is writing to `output`: process {process}, started {since}\n\
             help: wait until it is done, or choose another output folder\n"
        ),
    );
    lock.unlock().unwrap();
    place.build();
}
