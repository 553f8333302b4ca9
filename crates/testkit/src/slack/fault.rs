//! Faults to inject: what Slack does on a bad day.

use std::time::Duration;

use crate::trouble::Trouble;

/// What happens to a request that fits.
#[derive(Debug, Clone)]
pub(crate) enum Harm {
    /// 429 with Retry-After in seconds.
    TooMany(u64),
    /// An answer with this status instead of the right one.
    Status(u16),
    /// All is done, and the answer says otherwise.
    StatusAfter(u16),
    /// `ok: false` with this error.
    Refuse(String),
    /// Nothing until it is released; then all goes on.
    Hang,
    /// All is done, and then no answer until it is released.
    HangAfter,
    /// All is done, and the connection is dropped.
    Lose,
    /// The connection is dropped at once.
    Drop,
    /// All is done, later.
    Delay(Duration),
    /// All is done, and the answer is cut off in its middle.
    Garbage,
}

/// A fault for requests of one kind; without [`Fault::times`] it happens once.
#[derive(Debug, Clone)]
pub struct Fault {
    method: String,
    skip: usize,
    left: usize,
}

/// A fault that says what it does; hand it to `FakeSlack::fault`.
#[derive(Debug, Clone)]
pub struct ReadyFault {
    on: Fault,
    harm: Harm,
}

impl Fault {
    /// A fault on one of Slack's methods such as `chat.postMessage`, on `response_url`, `upload` or `download`, on all
    /// of a family (`chat.*`) or on everything (`*`).
    pub fn on(method: &str) -> Self {
        Self {
            method: method.into(),
            skip: 0,
            left: 1,
        }
    }

    /// Happens `times` times.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.left = times;
        self
    }

    /// Happens until the end.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }

    /// Lets the first `skip` requests pass.
    #[must_use]
    pub fn after(mut self, skip: usize) -> Self {
        self.skip = skip;
        self
    }

    /// 429 with `Retry-After` in seconds; nothing is done.
    pub fn too_many(self, retry_after: u64) -> ReadyFault {
        self.does(Harm::TooMany(retry_after))
    }

    /// Another status, such as 500 or 503, with a body as a proxy would send it; nothing is done.
    pub fn status(self, status: u16) -> ReadyFault {
        self.does(Harm::Status(status))
    }

    /// Does what is asked, and answers with another status, as a proxy that lost what came back.
    pub fn status_after(self, status: u16) -> ReadyFault {
        self.does(Harm::StatusAfter(status))
    }

    /// `ok: false` with one of Slack's errors; nothing is done.
    pub fn refuse(self, error: &str) -> ReadyFault {
        self.does(Harm::Refuse(error.into()))
    }

    /// Accepts the request and does nothing until [`Trouble::release`]; then does it, whether or not the client still waits.
    pub fn hang(self) -> ReadyFault {
        self.does(Harm::Hang)
    }

    /// Does what is asked and keeps the answer back until [`Trouble::release`].
    pub fn hang_after(self) -> ReadyFault {
        self.does(Harm::HangAfter)
    }

    /// Does what is asked, and drops the connection: the answer is lost.
    pub fn lose(self) -> ReadyFault {
        self.does(Harm::Lose)
    }

    /// Drops the connection; nothing is done.
    pub fn cut(self) -> ReadyFault {
        self.does(Harm::Drop)
    }

    /// Does what is asked after `time` (real time), whether or not the client still waits.
    pub fn delay(self, time: Duration) -> ReadyFault {
        self.does(Harm::Delay(time))
    }

    /// Does what is asked and answers with half of the JSON.
    pub fn garbage(self) -> ReadyFault {
        self.does(Harm::Garbage)
    }

    fn does(self, harm: Harm) -> ReadyFault {
        ReadyFault { on: self, harm }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(ReadyFault, Trouble)>);

impl Faults {
    pub(crate) fn add(&mut self, fault: ReadyFault) -> Trouble {
        let trouble = Trouble::new();
        self.0.push((fault, trouble.clone()));
        trouble
    }

    pub(crate) fn clear(&mut self) {
        for (_, trouble) in self.0.drain(..) {
            trouble.release();
        }
    }

    /// The first fault that fits the request, used up by one.
    pub(crate) fn take(&mut self, method: &str) -> Option<(Harm, Trouble)> {
        for (fault, trouble) in &mut self.0 {
            let on = &mut fault.on;
            if !fits(&on.method, method) || on.left == 0 {
                continue;
            }
            if on.skip > 0 {
                on.skip -= 1;
                continue;
            }
            if on.left != usize::MAX {
                on.left -= 1;
            }
            trouble.hit();
            return Some((fault.harm.clone(), trouble.clone()));
        }
        None
    }
}

/// Whether a method is the one that is meant, or of the family that is meant.
pub(crate) fn fits(pattern: &str, method: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => method.starts_with(start),
        None => pattern == method,
    }
}
