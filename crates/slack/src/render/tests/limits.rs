//! Whatever a reply or a form says, Slack takes it.
