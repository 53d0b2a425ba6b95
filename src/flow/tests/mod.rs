//! Cases without fonts.

mod filling;
mod fitting;
mod heading;
mod lottery;
mod placing;
mod slotting;
mod support;
