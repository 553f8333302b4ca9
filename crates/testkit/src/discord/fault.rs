//! Faults to inject: what Discord does on a bad day.

use std::time::Duration;

use super::record::matches;
use crate::trouble::Trouble;

/// What happens to a request that fits.
#[derive(Debug, Clone)]
pub(crate) enum Harm {
    /// 429 with Retry-After in seconds; global or for the route.
    TooMany { retry_after: f64, global: bool },
    /// An answer with this status instead of the right one.
    Status(u16),
    /// A refusal with Discord's own code.
    Refuse {
        status: u16,
        code: u64,
        message: String,
    },
    /// Nothing until it is released; then all goes on.
    Hang,
    /// All is done, and then no answer until it is released.
    HangAfter,
    /// All is done, and the connection is dropped.
    Lose,
    /// The connection is dropped at once.
    Drop,
    /// All is done, and the answer says otherwise.
    StatusAfter(u16),
    /// All is done, later.
    Delay(Duration),
    /// All is done, and the answer is cut off in its middle.
    Garbage,
}

/// A fault for requests of one kind; without [`Fault::times`] it happens once.
#[derive(Debug, Clone)]
pub struct Fault {
    pub(crate) method: String,
    pub(crate) pattern: String,
    pub(crate) skip: usize,
    pub(crate) left: usize,
}

/// A fault that says what it does; hand it to `FakeDiscord::fault`.
#[derive(Debug, Clone)]
pub struct ReadyFault {
    pub(crate) on: Fault,
    pub(crate) harm: Harm,
}

impl Fault {
    /// A fault on `method` (`*` is any) and a path behind `/api/v10` such as `/channels/*/messages`, where `*` is one
    /// segment and `**` at the end all that follows.
    pub fn on(method: &str, pattern: &str) -> Self {
        Self {
            method: method.into(),
            pattern: pattern.into(),
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

    /// 429 for the route, with `Retry-After` in seconds.
    pub fn too_many(self, retry_after: f64) -> ReadyFault {
        self.does(Harm::TooMany {
            retry_after,
            global: false,
        })
    }

    /// 429 for everything the bot does.
    pub fn too_many_global(self, retry_after: f64) -> ReadyFault {
        self.does(Harm::TooMany {
            retry_after,
            global: true,
        })
    }

    /// Another status, such as 500 or 503, with a body as a proxy would send it.
    pub fn status(self, status: u16) -> ReadyFault {
        self.does(Harm::Status(status))
    }

    /// A refusal in Discord's form.
    pub fn refuse(self, status: u16, code: u64, message: &str) -> ReadyFault {
        self.does(Harm::Refuse {
            status,
            code,
            message: message.into(),
        })
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

    /// Does what is asked, and answers with another status, as a proxy that lost what came back.
    pub fn status_after(self, status: u16) -> ReadyFault {
        self.does(Harm::StatusAfter(status))
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
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<(Harm, Trouble)> {
        for (fault, trouble) in &mut self.0 {
            let on = &mut fault.on;
            let fits = (on.method == "*" || on.method == method) && matches(&on.pattern, path);
            if !fits || on.left == 0 {
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
