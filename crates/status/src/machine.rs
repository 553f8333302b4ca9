//! What the machine tells: the disk that a folder is on, and the process's memory.

use std::path::Path;

use crate::report::{Disk, Memory};

impl Disk {
    /// The disk that a folder is on; `None` where the system does not tell.
    #[cfg(unix)]
    pub fn of(folder: &Path) -> Option<Self> {
        let found = rustix::fs::statvfs(folder).ok()?;
        Some(Self {
            // What root alone may use is not free for the bot.
            free: found.f_bavail * found.f_frsize,
            size: found.f_blocks * found.f_frsize,
        })
    }

    /// The disk that a folder is on; `None` where the system does not tell.
    #[cfg(not(unix))]
    pub fn of(_: &Path) -> Option<Self> {
        None
    }
}

/// The process's memory, as Linux tells it.
pub(crate) fn memory() -> Option<Memory> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(Memory {
        resident: kilobytes * 1024,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn the_machine_tells_of_its_disk_and_of_the_memory() {
        let disk = crate::Disk::of(&std::env::temp_dir()).unwrap();
        assert!(disk.free <= disk.size && disk.size > 0, "{disk:?}");
        let memory = super::memory().unwrap();
        assert!(memory.resident > 100_000, "{memory:?}");
    }
}
