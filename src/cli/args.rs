//! What can stand on the command line.

#[cfg(feature = "serve")]
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

use super::addresses::AddressesArgs;
use super::completions::{CompletionsArgs, ManArgs};
use super::diff::DiffArgs;
use super::edition::EditionArgs;
use super::explain::ExplainArgs;
use super::format::FORMATS;
use super::guard::GuardArgs;
use super::init::InitArgs;
use super::links::LinksArgs;
use super::list::ListArgs;
use super::mv::MvArgs;
use super::new::NewArgs;
use super::schema::SchemaArgs;
use super::why::WhyArgs;
use crate::check::part_base_url;
use crate::domain::Date;

const JUDGE_SHORT: &str = "Sluttkoder: 0 alt kan publiseres, eller tabellen er beskyttet · 1 noe kan ikke publiseres, eller filen har feil · 3 feil bruk · 4 feil på maskinen\n`--help` viser hva filen kan inneholde";
const JUDGE_LONG: &str = include_str!("judge/help.txt");

const COMPLETIONS: &str = "Slik tas det i bruk:
  bash        utsyn completions bash > ~/.local/share/bash-completion/completions/utsyn
  zsh         utsyn completions zsh > \"${fpath[1]}/_utsyn\"
  fish        utsyn completions fish > ~/.config/fish/completions/utsyn.fish
  PowerShell  utsyn completions powershell | Out-String | Invoke-Expression
  elvish      eval (utsyn completions elvish | slurp)";
const MAN: &str = "Les den med `utsyn man | man -l -`.";

const TEMPLATE: &str = "{about-with-newline}\nBruk: {usage}\n\n{all-args}{after-help}";

/// Lager et offentlig nettsted av innhold i Markdown og YAML, og utelater alt som ikke er anonymisert.
#[derive(Parser)]
#[command(name = "utsyn", version, help_template = TEMPLATE, disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true)]
#[command(override_usage = "utsyn <KOMMANDO> [VALG]", subcommand_help_heading = "Kommandoer", next_help_heading = "Valg")]
#[command(after_help = "Sluttkoder: 0 alt er i orden · 1 feil i innholdet · 2 lekkasje · 3 feil bruk · 4 feil på maskinen")]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,

    /// Språket i meldingene: nb eller en
    #[arg(long, global = true, display_order = 900, value_name = "SPRÅK", value_parser = ["nb", "en"], hide_possible_values = true)]
    pub lang: Option<String>,

    /// Viser denne hjelpen
    #[arg(short, long, global = true, display_order = 901, action = clap::ArgAction::Help)]
    help: Option<bool>,

    /// Viser versjonen
    #[arg(short = 'V', long, display_order = 902, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Bygger nettstedet i output/public/
    #[command(help_template = TEMPLATE, override_usage = "utsyn build [VALG]")]
    Build(BuildArgs),
    /// Gjør alt som build gjør, men skriver ingenting
    #[command(help_template = TEMPLATE, override_usage = "utsyn check [VALG]")]
    Check(CheckArgs),
    /// Forklarer hva en melding betyr, hvorfor det betyr noe og hva du kan gjøre
    #[command(help_template = TEMPLATE, override_usage = "utsyn explain <KODE>… [VALG]")]
    Explain(ExplainArgs),
    /// Viser nettstedet i nettleseren på denne maskinen, og på nytt når du lagrer
    #[cfg(feature = "serve")]
    #[command(help_template = TEMPLATE, override_usage = "utsyn serve [VALG]")]
    Serve(ServeArgs),
    /// Viser alt som holdes tilbake, alle unntak og alt som publiseres
    #[command(help_template = TEMPLATE, override_usage = "utsyn audit [VALG]")]
    Audit(BuildArgs),
    /// Lister innholdet: slag, id, tilstand, dato og tittel
    #[command(help_template = TEMPLATE, override_usage = "utsyn list [SLAG]… [VALG]")]
    List(ListArgs),
    /// Sier hva som laget en side, hvorfor den (ikke) er publisert, og hvem som lenker til den
    #[command(help_template = TEMPLATE, override_usage = "utsyn why <HVA> [VALG]")]
    Why(WhyArgs),
    /// Viser lenker som ikke fører noe sted, adresser på andre nettsteder, og sider ingen lenker til
    #[command(help_template = TEMPLATE, override_usage = "utsyn links [VALG]")]
    Links(LinksArgs),
    /// Viser hva som ville endret seg for leserne, til å lese før du publiserer
    #[command(help_template = TEMPLATE, override_usage = "utsyn diff [GAMMEL] [VALG]")]
    #[command(after_help = "Sluttkoden er 0 enten noe er endret eller ikke, og 1 om det nye ikke kan bygges")]
    Diff(DiffArgs),
    /// Gir noe nytt navn, retter alle henvisninger til det, og lar den gamle adressen lede videre
    #[command(help_template = TEMPLATE, override_usage = "utsyn mv <GAMMELT> <NYTT> [VALG]")]
    Mv(MvArgs),
    /// Skriver ned adressene til avsnittene i rapportene, så de består når teksten endres
    #[command(help_template = TEMPLATE, override_usage = "utsyn addresses [RAPPORT] [VALG]")]
    Addresses(AddressesArgs),
    /// Tar vare på en utgave av en rapport slik den er nå, på en adresse som består
    #[command(help_template = TEMPLATE, override_usage = "utsyn edition <RAPPORT> [VALG]")]
    Edition(EditionArgs),
    /// Leser svar fra et regneark inn i en kartlegging
    #[command(help_template = TEMPLATE, override_usage = "utsyn import <KARTLEGGING> <FIL> [VALG]")]
    Import(ImportArgs),
    /// Teller svarene i en kartlegging og viser hva som kan publiseres av dem
    #[command(help_template = TEMPLATE, override_usage = "utsyn release <KARTLEGGING> [VALG]")]
    Release(ReleaseArgs),
    /// Bedømmer hva en utenforstående kan regne ut av tall som publiseres
    #[command(help_template = TEMPLATE, override_usage = "utsyn judge FIL [VALG]", after_help = JUDGE_SHORT, after_long_help = JUDGE_LONG)]
    Judge(JudgeArgs),
    /// Leter i tekster etter kommunenavn, numre og annet som peker ut noen
    #[command(help_template = TEMPLATE, override_usage = "utsyn scan [VALG] <FIL>…")]
    Scan(ScanArgs),
    /// Forsegler observasjonene i en kartlegging
    #[command(help_template = TEMPLATE, override_usage = "utsyn seal <KARTLEGGING> [VALG]")]
    Seal(SealArgs),
    /// Åpner de forseglede observasjonene i en kartlegging
    #[command(help_template = TEMPLATE, override_usage = "utsyn unseal <KARTLEGGING> [VALG]")]
    Unseal(UnsealArgs),
    /// Lager en nøkkel til forsegling
    #[command(help_template = TEMPLATE, override_usage = "utsyn keygen [VALG]")]
    Keygen(KeygenArgs),
    /// Ser etter fortrolige filer i git-lageret
    #[command(help_template = TEMPLATE, override_usage = "utsyn guard [VALG]")]
    Guard(GuardArgs),
    /// Lager et helt nettsted å begynne med, i en ny mappe
    #[command(help_template = TEMPLATE, override_usage = "utsyn init <MAPPE> [VALG]")]
    Init(InitArgs),
    /// Lager en ny fil med alle nøkler, på riktig sted
    #[command(help_template = TEMPLATE, override_usage = "utsyn new <HVA> <TITTEL> [VALG]")]
    New(NewArgs),
    /// Viser hva hver slags fil kan inneholde, og lærer VS Code det
    #[command(help_template = TEMPLATE, override_usage = "utsyn schema [SLAG] [VALG]")]
    Schema(SchemaArgs),
    /// Viser et skript som lar skallet fullføre kommandoene
    #[command(help_template = TEMPLATE, override_usage = "utsyn completions <SKALL>", after_help = COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Viser manualsiden (man), eller skriver én for hver kommando
    #[command(help_template = TEMPLATE, override_usage = "utsyn man [VALG]", after_help = MAN)]
    Man(ManArgs),
}

#[cfg(feature = "serve")]
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ServeArgs {
    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,

    /// Mappen der observasjonene ligger, når de ikke ligger i innholdet
    #[arg(long, value_name = "MAPPE")]
    pub observations: Option<PathBuf>,

    #[command(flatten)]
    pub key: KeyArgs,

    /// Mappen med temaer (ellers: themes, om den finnes)
    #[arg(long, value_name = "MAPPE")]
    pub themes: Option<PathBuf>,

    /// Dagen nettstedet vises for, som 2026-11-21 (ellers: i dag i Oslo)
    #[arg(long, value_name = "DATO", value_parser = parse_date)]
    pub date: Option<Date>,

    /// Tar med kladder
    #[arg(long)]
    pub drafts: bool,

    /// Porten nettstedet vises på (ellers: den første ledige fra 8000)
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// Adressen på denne maskinen (ellers: 127.0.0.1, som ingen andre maskiner når)
    #[arg(long, value_name = "ADRESSE")]
    pub host: Option<IpAddr>,

    /// Åpner nettleseren
    #[arg(long)]
    pub open: bool,

    /// Ser etter endringer to ganger i sekundet, for disker som ikke sier fra selv
    #[arg(long)]
    pub poll: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ImportArgs {
    /// Kartleggingens navn, som i content/mappings/
    #[arg(value_name = "KARTLEGGING", help_heading = "Hva", display_order = 0)]
    pub mapping: String,

    /// Regnearket: CSV eller XLSX
    #[arg(value_name = "FIL", help_heading = "Hva")]
    pub file: PathBuf,

    /// Filen som sier hva kolonnene er. Uten den vises et forslag, og ingenting skrives
    #[arg(long, value_name = "FIL")]
    pub columns: Option<PathBuf>,

    /// Arket som leses (ellers: det eneste synlige)
    #[arg(long, value_name = "ARK")]
    pub sheet: Option<String>,

    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,

    /// Mappen utenfor innholdet der observasjonene skal ligge
    #[arg(long, value_name = "MAPPE")]
    pub observations: Option<PathBuf>,

    /// Leser og kontrollerer alt, men skriver ingenting
    #[arg(long)]
    pub dry_run: bool,

    /// Skriver over det som er der, uten å spørre
    #[arg(long)]
    pub yes: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ReleaseArgs {
    /// Kartleggingens id: navnet på mappen under mappings/
    #[arg(value_name = "KARTLEGGING", help_heading = "Argumenter")]
    pub mapping: String,

    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,

    /// Dagen utgaven får, som 2026-11-21 (ellers: i dag i Oslo)
    #[arg(long, value_name = "DATO", value_parser = parse_date)]
    pub date: Option<Date>,

    /// Mappen der observasjonene ligger, når de ikke ligger i innholdet
    #[arg(long, value_name = "MAPPE")]
    pub observations: Option<PathBuf>,

    #[command(flatten)]
    pub key: KeyArgs,

    /// Sammenligner bare med det som er publisert; skriver ingenting
    #[arg(long, conflicts_with = "yes")]
    pub check: bool,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,

    /// Viser skjulte tall, men bare på en skjerm
    #[arg(long)]
    pub show_confidential: bool,

    /// Skriver resultatet som JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct JudgeArgs {
    /// YAML-filen med utsagnene, tabellen eller beløpene; `-` leser fra standard inn
    #[arg(value_name = "FIL", help_heading = "Argumenter")]
    pub file: PathBuf,

    /// Forklarer steg for steg hvordan en utenforstående ville gå fram
    #[arg(long)]
    pub explain: bool,

    /// Skriver resultatet som JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ScanArgs {
    /// Filene som skal leses; - er det som kommer inn
    #[arg(value_name = "FIL", required = true, help_heading = "Filer")]
    pub files: Vec<PathBuf>,

    /// Mappen med innholdet, for listen over kommuner (ellers: content, om den finnes)
    #[arg(long, value_name = "MAPPE")]
    pub content: Option<PathBuf>,

    /// En fil med navn på bygder og grender, ett på hver linje
    #[arg(long, value_name = "FIL")]
    pub villages: Option<PathBuf>,

    /// Regner mulige treff som sikre når sluttkoden settes
    #[arg(long)]
    pub strict: bool,

    /// Skriver ett JSON-objekt på hver linje for hvert treff
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct SealArgs {
    /// Kartleggingens navn, som i content/mappings/
    #[arg(value_name = "KARTLEGGING", help_heading = "Hva", display_order = 0)]
    pub mapping: String,

    /// Beholder klarteksten
    #[arg(long)]
    pub keep: bool,

    #[command(flatten)]
    pub key: KeyArgs,

    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct UnsealArgs {
    /// Kartleggingens navn, som i content/mappings/
    #[arg(value_name = "KARTLEGGING", help_heading = "Hva", display_order = 0)]
    pub mapping: String,

    /// Mappen klarteksten skrives i (ellers: kartleggingens egen); - viser den
    #[arg(long, value_name = "MAPPE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub key: KeyArgs,

    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct KeygenArgs {
    /// Filen nøkkelen skrives i (ellers: utsyn/identity.txt i mappen for innstillinger)
    #[arg(long, value_name = "FIL")]
    pub output: Option<PathBuf>,
}

/// Where the key to what is sealed lies. A key itself is never an argument: others on the machine see those.
#[derive(Clone, ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct KeyArgs {
    /// Filen med nøkkelen (ellers: den i UTSYN_IDENTITY, så utsyn/identity.txt i mappen for innstillinger)
    #[arg(long, value_name = "FIL")]
    pub identity: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub site: SiteArgs,

    /// Mappen nettstedet bygges i; det havner i public/ under den (ellers: output)
    #[arg(long, value_name = "UT", default_value = "output", hide_default_value = true, help_heading = "Valg")]
    pub output: PathBuf,
}

#[derive(ClapArgs)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub site: SiteArgs,

    /// Retter det som trygt kan rettes i filene dine: koding, tabulatorer, anførselstegn, nøkler. Viser det først og spør
    #[arg(long, help_heading = "Valg")]
    pub fix: bool,

    /// Retter uten å spørre
    #[arg(long, requires = "fix", help_heading = "Valg")]
    pub yes: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct SiteArgs {
    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,

    /// Mappen utenfor innholdet med observasjoner og notater, med en undermappe for hver kartlegging
    #[arg(long, value_name = "MAPPE")]
    pub observations: Option<PathBuf>,

    #[command(flatten)]
    pub key: KeyArgs,

    /// Mappen med temaer (ellers: themes, om den finnes)
    #[arg(long, value_name = "MAPPE")]
    pub themes: Option<PathBuf>,

    /// Dagen nettstedet bygges for, som 2026-11-21 (ellers: i dag i Oslo)
    #[arg(long, value_name = "DATO", value_parser = parse_date)]
    pub date: Option<Date>,

    /// Nettstedets adresse, i stedet for den i site.yaml
    #[arg(long, value_name = "ADRESSE", value_parser = parse_base_url)]
    pub base_url: Option<(String, String)>,

    /// Tar med kladder. Bygges i drafts/, merkes på hver side og kan ikke publiseres
    #[arg(long)]
    pub drafts: bool,

    /// Stopper ved advarsler også
    #[arg(long)]
    pub strict: bool,

    /// Formen på svaret: text, plain, json, sarif, github eller gitlab
    #[arg(long, value_name = "FORM", value_parser = FORMATS, hide_possible_values = true)]
    pub format: Option<String>,

    /// Skriver én hel setning på hver linje, for skjermleser (som --format plain)
    #[arg(long, conflicts_with_all = ["format", "json"])]
    pub plain: bool,

    /// Skriver resultatet som JSON (som --format json)
    #[arg(long, conflicts_with = "format")]
    pub json: bool,

    /// Skriver bare feil
    #[arg(long, short)]
    pub quiet: bool,
}

impl SiteArgs {
    /// Tells whether sentences are asked for.
    pub(super) fn plain(&self) -> bool {
        self.plain || self.format.as_deref() == Some("plain")
    }
}

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "skriv datoen som 2026-11-21".to_owned())
}

fn parse_base_url(text: &str) -> Result<(String, String), String> {
    part_base_url(text).ok_or_else(|| "skriv en hel nettadresse, som https://www.eksempel.no/".to_owned())
}
