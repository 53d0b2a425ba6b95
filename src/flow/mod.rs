//! `flow`: frames → slots; stories onto slots; lines onto pages.
