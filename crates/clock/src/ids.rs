//! Identifiers and other randomness, from one source that tests can seed.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use rand::{Rng, RngCore, SeedableRng, rngs::StdRng};
use uuid::{Builder, Uuid};

/// A source of identifiers and of jitter.
#[derive(Clone, Debug)]
pub struct Ids(Arc<Mutex<StdRng>>);

impl Ids {
    /// Seeded by the operating system.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_os_rng())))
    }

    /// The same ids each time: for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A new UUIDv7 (RFC 9562) of this instant, as 36 characters of text.
    pub fn uuid(&self, now: DateTime<Utc>) -> String {
        let mut random = [0; 10];
        self.lock().fill_bytes(&mut random);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        let uuid: Uuid = Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        uuid.to_string()
    }

    /// A number from 0 up to 1, for jitter.
    pub fn fraction(&self) -> f64 {
        self.lock().random()
    }

    /// `N` random bytes, for keys and tokens.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.lock().fill_bytes(&mut bytes);
        bytes
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, StdRng> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
