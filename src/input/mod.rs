//! `input`.
