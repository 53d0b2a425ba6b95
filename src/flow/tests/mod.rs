//! Cases without fonts.

mod balancing;
mod filling;
mod fitting;
mod lottery;
mod placing;
mod slotting;
mod support;
