//! PDF/X through printpdf and lopdf.
