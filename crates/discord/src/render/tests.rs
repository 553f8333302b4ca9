//! Replies and forms as Discord gets them.
