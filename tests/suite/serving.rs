//! The preview as a browser meets it: the program runs in a place, and is asked over a bare connection.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::place::{Place, Tree, assert_same, copy, project};

/// How long an answer, or news of a change, is waited for before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes a place with the content and the themes of a case.
pub(crate) fn case(name: &str) -> Place {
    let place = Place::new();
    let cases = project().join("tests/cases");
    for folder in [cases.join("base"), cases.join("build").join(name)] {
        copy(&folder.join("content"), &place.path("content"));
        copy(&folder.join("themes"), &place.path("themes"));
    }
    place
}

/// The system chooses.
pub(crate) const ANY_PORT: [&str; 2] = ["--port", "0"];

/// Makes a place with two pages.
pub(crate) fn small() -> Place {
    let place = case("plain");
    fs::remove_dir_all(place.path("content")).unwrap();
    place.write("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\n");
    place.write("content/pages/om.md", page("Om", "Første ord."));
    place.write("content/pages/mer.md", page("Mer", "Mer å lese."));
    place
}

pub(crate) fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: \"{title}\"\n---\n\n{text}\n")
}

/// A running preview; it ends when it is dropped.
pub(crate) struct Serving {
    pub(crate) port: u16,
    /// The path below which the site lies: `/`.
    pub(crate) base: String,
    /// What the terminal shows of the first build.
    pub(crate) built: String,
    /// What it shows after the address, line by line.
    pub(crate) said: Receiver<String>,
    child: Child,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The lines of the head in small letters but for the first.
    pub(crate) head: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
        let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
        Self { status: status.unwrap_or(0), head: lines.map(str::to_owned).collect(), body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Serving {
    /// Starts the preview in `place` and waits until it can be asked.
    pub(crate) fn start(place: &Place, more: &[&str]) -> Self {
        let arguments = [&["serve"], more].concat();
        let mut program = place.program(&arguments);
        Self::of(&mut program)
    }

    pub(crate) fn of(program: &mut Command) -> Self {
        let mut child = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (tell, said) = channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Heard to the end, so that the program never waits for its listener.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(tell.send(line))));
        let built = said.recv_timeout(PATIENCE).unwrap();
        let second = said.recv_timeout(PATIENCE).unwrap();
        let address = second.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split(' ').next());
        let (port, base) = address.and_then(|address| address.split_once('/')).unwrap_or_else(|| panic!("{second}"));
        Self { port: port.parse().unwrap(), base: format!("/{base}"), built, said, child }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are and returns all that comes back.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // The other side may hang up before it has read all.
        let _ = stream.write_all(bytes);
        let mut got = Vec::new();
        let _ = stream.read_to_end(&mut got);
        Answer::parse(&got)
    }

    /// Asks for a path with a method and more headers.
    pub(crate) fn ask(&self, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !more.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: 127.0.0.1:{}\r\n", self.port));
        }
        for (name, value) in more {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.raw((head + "\r\n").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks for a path and does not wait for the answer.
    pub(crate) fn begin(&self, path: &str) -> std::thread::JoinHandle<Answer> {
        let mut stream = self.connect();
        let port = self.port;
        write!(stream, "GET {path} HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1:{port}\r\n\r\n").unwrap();
        std::thread::spawn(move || {
            let mut got = Vec::new();
            let _ = stream.read_to_end(&mut got);
            Answer::parse(&got)
        })
    }

    /// Returns the address of a file of the site.
    pub(crate) fn address(&self, file: &str) -> String {
        let page = file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let mut address = self.base.clone();
        for byte in page.unwrap_or(file).bytes() {
            let is_plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
            if is_plain { address.push(char::from(byte)) } else { address.push_str(&format!("%{byte:02x}")) }
        }
        address
    }

    /// Returns a page without what the preview puts into it.
    pub(crate) fn without_bar(&self, page: &[u8]) -> Vec<u8> {
        const BAR: [&str; 2] = ["<!--utsyn-preview-->", "<!--/utsyn-preview-->"];
        let text = String::from_utf8(page.to_vec()).unwrap();
        assert_eq!(BAR.map(|sign| text.matches(sign).count()), [1, 1], "one bar");
        let (before, rest) = text.split_once(BAR[0]).unwrap();
        let (_, after) = rest.split_once(BAR[1]).unwrap();
        let host = format!("http://127.0.0.1:{}", self.port);
        let connections = ["news", "drafts/on", "drafts/off"].map(|one| format!("{host}/.utsyn/{one}")).join(" ");
        let added = format!("; script-src {host}/.utsyn/preview.js; connect-src {connections}");
        format!("{}{after}", before.replacen(&added, "", 1)).into_bytes()
    }

    /// Returns what is served for the files `named`, without the bar; what is not found is not in it.
    pub(crate) fn site<'a>(&self, named: impl IntoIterator<Item = &'a String>) -> Tree {
        let mut site = Tree::new();
        for name in named.into_iter().collect::<BTreeSet<_>>() {
            let answer = self.get(&self.address(name));
            match answer.status {
                200 if name.ends_with(".html") => drop(site.insert(name.clone(), self.without_bar(&answer.body))),
                200 => drop(site.insert(name.clone(), answer.body)),
                404 => {}
                status => panic!("{name}: {status}"),
            }
        }
        site
    }

    pub(crate) fn news(&self) -> News {
        let mut stream = self.connect();
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET /.utsyn/news HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        News(BufReader::new(stream))
    }

    /// Waits, from news to news, until `is_so`.
    pub(crate) fn until(&self, news: &mut News, said: &str, mut is_so: impl FnMut(&Self) -> bool) {
        while !is_so(self) {
            assert!(news.next().is_some(), "{said}: does not come to be");
        }
    }

    /// Waits until what is served is what a fresh build of `place` makes, and nothing that was there before.
    pub(crate) fn until_built(&self, place: &Place, news: &mut News, before: &Tree, said: &str) -> Tree {
        let ran = place.run(&["build"]);
        assert_eq!(ran.code, 0, "{said}: {}", ran.printed());
        let built = place.site();
        let names: Vec<&String> = built.keys().chain(before.keys()).collect();
        let mut served = Tree::new();
        loop {
            served.clone_from(&self.site(names.iter().copied()));
            if served == built {
                return built;
            }
            if news.next().is_none() {
                assert_same(&served, &built, said);
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    /// Ends the preview as Ctrl-C does, and returns its exit code.
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

/// The stream of versions.
pub(crate) struct News(BufReader<TcpStream>);

impl News {
    /// Returns the next version; none when none comes.
    pub(crate) fn next(&mut self) -> Option<String> {
        self.within(PATIENCE)
    }

    pub(crate) fn within(&mut self, patience: Duration) -> Option<String> {
        self.0.get_ref().set_read_timeout(Some(patience)).unwrap();
        let begun = Instant::now();
        // The server breathes now and then, so that the stream is never silent for long.
        while begun.elapsed() < patience {
            let mut line = String::new();
            match self.0.read_line(&mut line) {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
            if let Some(version) = line.strip_prefix("data: ") {
                return Some(version.trim_end().to_owned());
            }
        }
        None
    }
}
