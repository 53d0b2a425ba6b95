//! A headless Chromium driven over WebDriver (W3C WebDriver §§ 8–15): just what the browser tests need.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a browser that does not answer fails the test")]
#![allow(unreachable_pub, reason = "a module of test binaries has no outside")]
#![allow(dead_code, reason = "each test binary uses its own part of this module")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A window of a browser; closed when dropped.
pub struct Browser {
    driver: Child,
    session: String,
}

/// A browser with a window of that size; `None`, with a word on the console, where none is installed. Under CI one must be there.
pub fn browser(width: u32, height: u32) -> Option<Browser> {
    let spawned = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut driver) = spawned else {
        assert!(std::env::var_os("CI").is_none(), "chromedriver is not installed");
        eprintln!("skipped: chromedriver is not installed");
        return None;
    };
    let port = port(&mut driver);
    let arguments = [
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        format!("--window-size={width},{height}"),
    ];
    let options = json!({"args": arguments});
    let wanted = json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}});
    let base = format!("http://127.0.0.1:{port}/session");
    let opened = post(&base, &wanted);
    let session = format!("{base}/{}", opened["sessionId"].as_str().expect("a session has an id"));
    Some(Browser { driver, session })
}

/// The port a driver says it listens on.
fn port(driver: &mut Child) -> u16 {
    let output = driver.stdout.take().expect("its output is a pipe");
    let mut lines = BufReader::new(output).lines();
    let said = lines.by_ref().map_while(Result::ok).find(|line| line.contains("started successfully on port"));
    // What the driver says later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    let digits = |line: String| line.chars().filter(char::is_ascii_digit).collect::<String>();
    said.and_then(|line| digits(line).parse().ok()).expect("the driver names its port")
}

fn post(url: &str, body: &Value) -> Value {
    let sent = ureq::post(url).config().http_status_as_error(false).build().content_type("application/json");
    answer(sent.send(body.to_string()).expect("the driver answers"))
}

fn answer(mut response: ureq::http::Response<ureq::Body>) -> Value {
    let text = response.body_mut().read_to_string().expect("answers are text");
    let mut value: Value = serde_json::from_str(&text).expect("answers are JSON");
    assert!(response.status().is_success(), "the browser refuses: {text}");
    value["value"].take()
}

impl Browser {
    /// Opens a page and waits until it is loaded.
    pub fn open(&self, url: &str) {
        post(&format!("{}/url", self.session), &json!({"url": url}));
    }

    /// Value of a script that returns one.
    pub fn run(&self, script: &str) -> Value {
        post(&format!("{}/execute/sync", self.session), &json!({"script": script, "args": []}))
    }

    /// Waits until a script returns true; fails after ten seconds. Gives the time it took.
    pub fn wait(&self, script: &str) -> Duration {
        let start = Instant::now();
        while self.run(script) != Value::Bool(true) {
            assert!(start.elapsed() < Duration::from_secs(10), "never came true: {script}");
            std::thread::sleep(Duration::from_millis(10));
        }
        start.elapsed()
    }

    fn find(&self, css: &str) -> String {
        let wanted = json!({"using": "css selector", "value": css});
        let found = post(&format!("{}/element", self.session), &wanted);
        let id = found.as_object().and_then(|keys| keys.values().next()?.as_str().map(str::to_owned));
        format!("{}/element/{}", self.session, id.expect("an element has an id"))
    }

    /// Clicks in the middle of the first element of a selector, as a mouse would: what lies above it takes the click, and is an error.
    pub fn click(&self, css: &str) {
        post(&format!("{}/click", self.find(css)), &json!({}));
    }

    /// Types into the first element of a selector; keys such as Enter are their WebDriver code points, `\u{E007}`.
    pub fn type_into(&self, css: &str, keys: &str) {
        post(&format!("{}/value", self.find(css)), &json!({"text": keys}));
    }

    /// A picture of the window, as PNG in Base64.
    pub fn screenshot(&self) -> String {
        let got = ureq::get(&format!("{}/screenshot", self.session)).call().expect("the driver answers");
        answer(got).as_str().expect("a screenshot is text").to_owned()
    }

    /// Addresses the window asked for since the last call.
    pub fn requests(&self) -> Vec<String> {
        let log = post(&format!("{}/se/log", self.session), &json!({"type": "performance"}));
        let entries = log.as_array().cloned().unwrap_or_default();
        let message = |entry: &Value| serde_json::from_str::<Value>(entry["message"].as_str()?).ok();
        let url = |message: Value| {
            let sent = message["message"]["method"] == "Network.requestWillBeSent";
            sent.then(|| message["message"]["params"]["request"]["url"].as_str().map(str::to_owned)).flatten()
        };
        entries.iter().filter_map(message).filter_map(url).collect()
    }

    /// What scripts complained about since the last call.
    pub fn complaints(&self) -> Vec<String> {
        let log = post(&format!("{}/se/log", self.session), &json!({"type": "browser"}));
        log.as_array().into_iter().flatten().map(|entry| entry["message"].to_string()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
