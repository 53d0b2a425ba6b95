//! Cases for `line` on ideal metrics: `tests/golden/line/*.yaml`, one case per line, expectation beside the input.
