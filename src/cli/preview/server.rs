//! The browser's questions and their answers.
//!
//! Only this machine is answered: the address is the loopback's, and the Host header must name it, so that no page of the web
//! can ask through a name of its own. Nothing is read from the disk for an answer.

use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use tiny_http::{Header, Method, Request, Response, Server};

use paiban::base::{Diagnostic, Len, Rect};
use paiban::proof::Window;

use super::desk::Desk;
use super::plates::Which;
use crate::cli::Failure;
use crate::cli::language::spoken;

/// How many questions are answered at a time; a browser keeps one open for news.
const ANSWERING: usize = 12;
/// More pixels than any screen has.
const MOST_PIXELS: f64 = 24_000_000.0;
/// The same for plates, which keep every ink of a pixel.
const MOST_OF_PLATES: f64 = 10_000_000.0;

/// A server that listens.
pub(super) struct Listening {
    server: Arc<Server>,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

/// Listens on a port of the loopback; 0 for a free one.
///
/// # Errors
/// A port that is taken.
pub(super) fn listen(port: u16) -> Result<Listening, Failure> {
    let taken = |why: &dyn std::fmt::Display| {
        Failure::usage(format!("port {port} cannot be listened on ({why}): leave --port out to take a free one"))
    };
    let server = Server::http(("127.0.0.1", port)).map_err(|error| taken(&error))?;
    let address = server.server_addr().to_ip().ok_or_else(|| taken(&"no address"))?;
    Ok(Listening { server: Arc::new(server), address })
}

impl Listening {
    /// Answers in threads of its own.
    pub(super) fn serve(&self, desk: &Arc<Desk>) {
        for _ in 0..ANSWERING {
            let (server, desk, port) = (Arc::clone(&self.server), Arc::clone(desk), self.address.port());
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    let answer = answer(&request, &desk, port);
                    // A browser that went away needs no answer.
                    let _ = request.respond(answer.response());
                }
            });
        }
    }
}

/// An answer before it is sent.
struct Answer {
    code: u16,
    kind: &'static str,
    body: Vec<u8>,
    /// Whether the browser may keep it: its address changes with what it shows.
    is_lasting: bool,
}

impl Answer {
    fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { code: 200, kind, body: body.into(), is_lasting: false }
    }

    fn refused(code: u16, why: &str) -> Self {
        Self { code, ..Self::new("text/plain; charset=utf-8", why) }
    }

    fn response(self) -> Response<std::io::Cursor<Vec<u8>>> {
        let keep = if self.is_lasting { "private, max-age=3600, immutable" } else { "no-store" };
        let fields = [
            ("Content-Type", self.kind),
            ("Cache-Control", keep),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'"),
        ];
        let headers = fields.iter().filter_map(|(name, value)| Header::from_str(&format!("{name}: {value}")).ok());
        let mut response = Response::from_data(self.body).with_status_code(self.code);
        headers.for_each(|header| response.add_header(header));
        response
    }
}

fn answer(request: &Request, desk: &Desk, port: u16) -> Answer {
    let host = request.headers().iter().find(|header| header.field.equiv("Host")).map(|header| header.value.as_str());
    let own = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    if !host.is_some_and(|host| own.iter().any(|own| own == host)) {
        return Answer::refused(403, "this preview answers to its own address only");
    }
    if *request.method() != Method::Get {
        return Answer::refused(405, "only GET is answered");
    }
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        [""] => Answer::new("text/html; charset=utf-8", include_str!("page.html")),
        ["page.css"] => Answer::new("text/css; charset=utf-8", include_str!("page.css")),
        ["page.js"] => Answer::new("text/javascript; charset=utf-8", include_str!("page.js")),
        ["state"] => {
            let since = query.strip_prefix("since=").and_then(|since| since.parse().ok()).unwrap_or(0);
            Answer::new("application/json", desk.state(since))
        }
        ["overlay", page] => overlay(desk, page),
        ["picture", page, key, part] => picture(desk, page, key, part).unwrap_or(no_page()),
        ["inks", page, key] => inks(desk, page, key).unwrap_or(no_page()),
        ["plate", page, key, which, part] => plate(desk, page, key, which, part).unwrap_or(no_page()),
        _ => Answer::refused(404, "there is nothing here"),
    }
}

fn no_page() -> Answer {
    Answer::refused(404, "no such page")
}

fn overlay(desk: &Desk, page: &str) -> Answer {
    match page.parse().ok().and_then(|page| desk.overlay(page)).map(|overlay| serde_json::to_vec(&overlay)) {
        Some(Ok(json)) => Answer::new("application/json", json),
        _ => no_page(),
    }
}

/// A part of a page: `ppi,x,y,width,height.png`, places in hundredths of a millimetre.
struct Part {
    window: Window,
}

impl Part {
    /// `None` for words that are no part, a refusal for one that nobody can see.
    fn of(words: &str, most: f64) -> Option<Result<Self, Answer>> {
        let numbers: Option<Vec<i32>> =
            words.strip_suffix(".png")?.split(',').map(|number| number.parse().ok()).collect();
        let [ppi, x, y, width, height] = numbers?[..] else { return None };
        let length = |hundredths: i32| Len::mm(i64::from(hundredths)) / 100;
        let area = Rect { x: length(x), y: length(y), width: length(width), height: length(height) };
        let ppi = f64::from(ppi);
        let pixels = area.width.to_pt() * area.height.to_pt() * (ppi / 72.0).powi(2);
        let is_part = (1.0..=1200.0).contains(&ppi) && width > 0 && height > 0 && pixels <= most;
        Some(if is_part {
            Ok(Self { window: Window { area, ppi } })
        } else {
            Err(Answer::refused(400, "no such picture"))
        })
    }
}

fn picture(desk: &Desk, page: &str, key: &str, part: &str) -> Option<Answer> {
    Some(match Part::of(part, MOST_PIXELS)? {
        Ok(part) => png(desk.picture(page.parse().ok()?, key, &part.window)?),
        Err(refused) => refused,
    })
}

fn plate(desk: &Desk, page: &str, key: &str, which: &str, part: &str) -> Option<Answer> {
    Some(match Part::of(part, MOST_OF_PLATES)? {
        Ok(part) => png(desk.plate(page.parse().ok()?, key, Which::of(which)?, &part.window)?),
        Err(refused) => refused,
    })
}

fn inks(desk: &Desk, page: &str, key: &str) -> Option<Answer> {
    Some(match desk.inks(page.parse().ok()?, key)? {
        Ok(inks) => Answer {
            is_lasting: true,
            ..Answer::new("application/json", serde_json::to_vec(&inks).unwrap_or_default())
        },
        Err(problem) => failed(&problem),
    })
}

fn png(made: Result<Vec<u8>, Diagnostic>) -> Answer {
    match made {
        Ok(png) => Answer { is_lasting: true, ..Answer::new("image/png", png) },
        Err(problem) => failed(&problem),
    }
}

fn failed(problem: &Diagnostic) -> Answer {
    Answer::refused(500, &spoken(problem).message)
}
