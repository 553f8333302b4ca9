//! Wrong things, and how they are answered.
