//! Cases without fonts.

mod filling;
mod fitting;
mod lottery;
mod placing;
mod slotting;
mod support;
