//! A thread as a place that is written to: its channel and the message at which it begins.

/// A thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Thread<'a> {
    pub(crate) channel: &'a str,
    /// The time of its first message.
    pub(crate) ts: &'a str,
}

impl<'a> Thread<'a> {
    /// Its address as the house keeps it: `C0123 1700000000.000100`.
    pub(crate) fn address(channel: &str, ts: &str) -> String {
        format!("{channel} {ts}")
    }

    /// The thread of such an address.
    pub(crate) fn read(address: &'a str) -> Option<Self> {
        let (channel, ts) = address.split_once(' ')?;
        Some(Self { channel, ts })
    }
}

#[cfg(test)]
mod tests {
    use super::Thread;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let address = Thread::address("C1", "1.2");
        let thread = Thread::read(&address).unwrap();
        assert_eq!((thread.channel, thread.ts), ("C1", "1.2"));
        assert_eq!(Thread::read("C1"), None);
    }
}
