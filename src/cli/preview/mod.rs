//! `paiban preview`: the pages as the press will print them, in a browser, as files are saved.
//!
//! [`desk`] keeps the last good setting and renders its pages; [`overlay`] says what lies over them, [`plates`] what each ink prints; [`server`] answers the
//! browser, which gets its page from `page.html`, `page.css` and `page.js`. A thread of its own sets the edition when a file changes.

mod desk;
mod overlay;
mod plates;
mod server;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::Failure;
use super::files::editions_below;
use super::watching::Watching;

use desk::Desk;

/// Shows an edition in the browser and keeps it up to date while its files are edited.
///
/// Only this machine can reach it. Stop it with Ctrl-C.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban preview edition.yaml --open\n  paiban preview editions/today --port 8080")]
pub(crate) struct PreviewArgs {
    /// The edition file, or its folder.
    edition: String,
    /// Port to listen on; a free one when not given.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Opens the browser.
    #[arg(long)]
    open: bool,
    /// Further fonts: files or folders; they win over shipped ones of the same name.
    #[arg(long, value_name = "PATH")]
    font_path: Vec<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &PreviewArgs) -> Result<(), Failure> {
    let editions = editions_below(&args.edition)?;
    let [edition] = editions.as_slice() else {
        return Err(Failure::usage(format!("{}: there are several editions in this folder; name one", args.edition)));
    };
    if !Path::new(edition).is_file() {
        return Err(Failure::usage(format!("{edition}: there is no such edition")));
    }
    let mut watching = Watching::new([edition.as_str()].into_iter(), &[])?;
    let server = server::listen(args.port)?;
    let desk = Arc::new(Desk::new(edition.clone(), args.font_path.clone()));
    desk.set()?;
    let address = format!("http://{}/", server.address);
    super::print(&format!("{address}\n"))?;
    if args.open && open::that_detached(&address).is_err() {
        eprintln!("paiban: no browser could be opened; go to {address}");
    }
    server.serve(&desk);
    loop {
        watching.changed();
        // A font that is gone since is told like any other finding; the pages stay.
        if let Err(failure) = desk.set() {
            eprint!("{}", failure.message);
        }
    }
}
