//! `colour`.
