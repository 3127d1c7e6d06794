//! Measures `utsyn judge` on random files of the sizes it must serve.
//!
//!     cargo bench --bench judge [-- CASES]       default 100
//!
//! Each line is a kind of file: how many were judged, the mean and the worst time of a run, the process included, and how
//! many of them were not proved. The files are the same in every run.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant;

/// A generator of numbers (xorshift), the same in every run.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..4 {
            chance.below(2);
        }
        chance
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) % end
    }
}

fn main() -> io::Result<()> {
    let cases = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100);
    println!("{:<46} {:>5} {:>9} {:>9} {:>10}", "kind", "files", "mean", "worst", "not proved");
    for (units, count) in [(24, cases), (30, cases), (36, cases), (40, cases), (48, cases / 5), (60, cases / 5)] {
        measure(&format!("{units} units, 12 sums of some of them"), count, |chance| statements(chance, units, false))?;
    }
    for units in [24, 30, 40, 60] {
        measure(&format!("{units} units, sums, ranges and percentages"), cases, |chance| statements(chance, units, true))?;
    }
    measure("a theme: 24 units, 3 regions by 3 sizes", cases, |chance| table(chance, 3, 3))?;
    measure("a table of 6 by 6 with its totals", cases / 5, |chance| table(chance, 6, 6))?;
    mapping(cases.div_ceil(20))
}

/// Judges `count` files and tells of their times.
fn measure(kind: &str, count: u64, make: impl Fn(&mut Chance) -> String) -> io::Result<()> {
    let (mut total, mut worst, mut unproved) = (0.0, 0.0_f64, 0);
    for seed in 0..count {
        let (seconds, said) = judge(&make(&mut Chance::new(seed + 1)))?;
        total += seconds;
        worst = worst.max(seconds);
        unproved += u64::from(said.contains("\"proved\": false") || said.contains("\"minimum\": false"));
    }
    let mean = total / count.max(1) as f64;
    println!("{kind:<46} {count:>5} {:>6.1} ms {:>6.1} ms {unproved:>10}", mean * 1000.0, worst * 1000.0);
    Ok(())
}

/// Judges the 50 themes of a mapping, a table a theme, one after the other.
fn mapping(count: u64) -> io::Result<()> {
    let mut worst = 0.0_f64;
    for seed in 0..count {
        let mut chance = Chance::new(seed + 1);
        let mut total = 0.0;
        for _ in 0..50 {
            total += judge(&table(&mut chance, 3, 3))?.0;
        }
        worst = worst.max(total);
    }
    println!("{:<46} {count:>5} {:>9} {:>6.1} ms", "a mapping of 50 themes, 50 runs", "", worst * 1000.0);
    Ok(())
}

fn judge(file: &str) -> io::Result<(f64, String)> {
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_utsyn"))
        .args(["judge", "-", "--json", "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = program.stdin.take() {
        input.write_all(file.as_bytes())?;
    }
    let said = String::from_utf8_lossy(&program.wait_with_output()?.stdout).into_owned();
    let seconds = start.elapsed().as_secs_f64();
    assert!(!said.contains("\"problems\"") || said.contains("U0705"), "{said}\n{file}");
    Ok((seconds, said))
}

/// Units of one, and 12 statements over random halves of them; every unit and every half is a group.
fn statements(chance: &mut Chance, units: u64, is_mixed: bool) -> String {
    let truth: Vec<u64> = (0..units).map(|_| chance.below(2)).collect();
    let (mut published, mut groups) = (String::new(), String::new());
    for number in 0..12 {
        let half: Vec<usize> = (0..truth.len()).filter(|_| chance.below(2) == 0).collect();
        let value: u64 = half.iter().map(|unit| truth[*unit]).sum();
        let sum = half.iter().map(|unit| format!("u{unit}")).collect::<Vec<_>>().join(" + ");
        let said = match (is_mixed, number % 4) {
            (false, _) | (_, 0) => format!("{sum} = {value}"),
            (_, 1) => format!("{} <= {sum} <= {}", value.saturating_sub(1), value + 1),
            (_, 2) if chance.below(2) == 0 => format!("{sum} >= {value}"),
            (_, 2) => format!("{sum} <= {value}"),
            _ => format!("({sum}) / {} = {} %", half.len(), (200 * value + half.len() as u64) / (2 * half.len() as u64)),
        };
        let _ = writeln!(published, "  - {said}");
        let _ = writeln!(groups, "  s{number}: {sum}");
    }
    let unknowns = (0..units).map(|unit| format!("u{unit}: [0, 1]")).collect::<Vec<_>>().join(", ");
    format!("unknowns: {{{unknowns}}}\npublished:\n{published}groups:\n{groups}")
}

/// A table of counts with the sizes of all groups, its totals, and the number who did not say so.
fn table(chance: &mut Chance, rows: u64, columns: u64) -> String {
    let inner = rows * columns;
    let mut sizes = vec![0_u64; inner as usize];
    (0..inner * 24 / 9).for_each(|_| sizes[chance.below(inner) as usize] += 1);
    let share = chance.below(11);
    let values: Vec<u64> = sizes.iter().map(|size| (0..*size).filter(|_| chance.below(10) < share).count() as u64).collect();
    let (mut cells, mut all_sizes, mut equations) = (Vec::new(), Vec::new(), Vec::new());
    let mut add = |name: String, parts: &[u64]| {
        let of = |numbers: &[u64]| parts.iter().map(|part| numbers[*part as usize]).sum::<u64>();
        cells.push(format!("{name}: {}", of(&values)));
        all_sizes.push(format!("{name}: {}", of(&sizes)));
        name
    };
    let inner: Vec<String> = (0..inner).map(|at| add(format!("c{}.{}", at / columns, at % columns), &[at])).collect();
    let mut total = |name: String, parts: Vec<u64>| {
        let name = add(name, &parts);
        let parts: Vec<&str> = parts.iter().map(|part| inner[*part as usize].as_str()).collect();
        equations.push(format!("{{total: {name}, parts: [{}]}}", parts.join(", ")));
    };
    (0..rows).for_each(|row| total(format!("r{row}"), (row * columns..(row + 1) * columns).collect()));
    (0..columns).for_each(|column| total(format!("k{column}"), (0..rows).map(|row| row * columns + column).collect()));
    total("all".to_owned(), (0..rows * columns).collect());
    format!("cells: {{{}}}\nsizes: {{{}}}\nequations: [{}]\n", cells.join(", "), all_sizes.join(", "), equations.join(", "))
}
