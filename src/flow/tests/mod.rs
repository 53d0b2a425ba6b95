//! Cases without fonts.

mod filling;
mod lottery;
mod placing;
mod slotting;
mod support;
