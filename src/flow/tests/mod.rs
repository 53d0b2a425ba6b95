//! Cases without fonts.

mod balancing;
mod filling;
mod fitting;
mod floating;
mod heading;
mod jumping;
mod lottery;
mod placing;
mod sharing;
mod slotting;
mod support;
mod tabling;
