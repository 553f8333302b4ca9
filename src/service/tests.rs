//! The whole of what a service manager hears, over a real socket, on a clock that is moved by hand.

use std::{future::Future, pin::Pin};

use chrono::TimeDelta;
use clock::Progress;
use testkit::time::ManualTime;
use tokio::{net::UnixDatagram, task::JoinHandle};

use super::*;

/// A service manager of the tests.
struct Systemd {
    socket: UnixDatagram,
    time: ManualTime,
    stage: watch::Sender<Stage>,
    shutdown: CancellationToken,
    watching: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Systemd {
    fn start(loops: &Loops, watchdog: Option<u64>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).expect("a socket");
        let mut env = vec![("NOTIFY_SOCKET".to_owned(), path.display().to_string())];
        env.extend(watchdog.map(|seconds| {
            let microseconds = seconds * 1_000_000;
            ("WATCHDOG_USEC".to_owned(), microseconds.to_string())
        }));
        let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
        let (stage, stages) = watch::channel(Stage::Database);
        let shutdown = CancellationToken::new();
        let watching = tokio::spawn(watch(
            Manager::new(env),
            time.clock(),
            stages,
            loops.clone(),
            shutdown.clone(),
        ));
        Self {
            socket,
            time,
            stage,
            shutdown,
            watching,
            _folder: folder,
        }
    }

    async fn hears(&self) -> String {
        heard(&self.socket).await
    }

    /// Moves time on when the bot waits for its next look.
    async fn advance(&self, seconds: i64) {
        let by = TimeDelta::seconds(seconds);
        self.time
            .until_somebody_sleeps_until(self.time.now() + by)
            .await;
        self.time.advance(by);
    }

    /// Moves time on by half a minute, and waits until the look is over.
    async fn look(&self) {
        self.advance(30).await;
        let next = self.time.now() + TimeDelta::seconds(30);
        self.time.until_somebody_sleeps_until(next).await;
    }

    fn is_silent(&self) -> bool {
        self.socket.try_recv(&mut [0; 64]).is_err()
    }
}

async fn heard(socket: &UnixDatagram) -> String {
    let mut buffer = [0; 256];
    let limit = Duration::from_secs(30);
    let received = Clock::system()
        .timeout(limit, socket.recv(&mut buffer))
        .await;
    let length = received
        .expect("something is heard in time")
        .expect("a datagram");
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

/// A stage in which the bot is online or not.
fn running() -> (Stage, watch::Sender<bool>) {
    let (connected, receiver) = watch::channel(false);
    (Stage::Running(receiver), connected)
}

#[tokio::test]
async fn each_stage_is_told_and_readiness_once() {
    let systemd = Systemd::start(&Loops::default(), None);
    assert_eq!(
        systemd.hears().await,
        "STATUS=starting: waiting for the database"
    );
    assert_eq!(systemd.hears().await, "WATCHDOG=1");
    systemd.stage.send_replace(Stage::ChatServer);
    assert_eq!(
        systemd.hears().await,
        "STATUS=starting: waiting for the chat server"
    );
    let (stage, connected) = running();
    systemd.stage.send_replace(stage);
    assert_eq!(
        systemd.hears().await,
        "STATUS=not connected to the chat server"
    );
    connected.send_replace(true);
    assert_eq!(systemd.hears().await, "READY=1");
    assert_eq!(systemd.hears().await, "STATUS=online");
    connected.send_replace(false);
    assert_eq!(
        systemd.hears().await,
        "STATUS=not connected to the chat server"
    );
    connected.send_replace(true);
    assert_eq!(
        systemd.hears().await,
        "STATUS=online",
        "and not ready again"
    );
    systemd.shutdown.cancel();
    assert_eq!(systemd.hears().await, "STOPPING=1\nSTATUS=stopping");
    systemd.watching.await.unwrap();
}

#[tokio::test]
async fn a_start_that_waits_for_others_is_over_after_half_a_minute() {
    let systemd = Systemd::start(&Loops::default(), Some(120));
    let waits = "STATUS=starting: waiting for the database";
    assert_eq!(systemd.hears().await, waits);
    assert_eq!(systemd.hears().await, "WATCHDOG=1");
    systemd.advance(29).await;
    systemd.advance(1).await;
    assert_eq!(systemd.hears().await, "READY=1");
    systemd.advance(30).await;
    assert_eq!(systemd.hears().await, "WATCHDOG=1");
    let (stage, connected) = running();
    connected.send_replace(true);
    systemd.stage.send_replace(stage);
    assert_eq!(
        systemd.hears().await,
        "STATUS=online",
        "and not ready again"
    );
}

#[tokio::test]
async fn a_sign_of_life_is_given_while_the_loops_move_on() {
    let loops = Loops::default();
    let courier = Progress::default();
    loops.add("courier", courier.clone());
    // One that has not begun, or has ended, is no reason for alarm.
    loops.add("gateway", Progress::default());
    let mut counted = courier.of(Box::pin(std::future::pending::<()>()));
    poll(&mut counted);
    let systemd = Systemd::start(&loops, Some(60));
    let (stage, connected) = running();
    connected.send_replace(true);
    systemd.hears().await;
    assert_eq!(systemd.hears().await, "WATCHDOG=1");
    systemd.stage.send_replace(stage);
    assert_eq!(systemd.hears().await, "READY=1");
    assert_eq!(systemd.hears().await, "STATUS=online");
    // It may rest for a while.
    for _ in 0..5 {
        systemd.look().await;
        assert_eq!(systemd.hears().await, "WATCHDOG=1");
    }
    for _ in 0..3 {
        systemd.look().await;
        assert!(systemd.is_silent());
    }
    poll(&mut counted);
    systemd.look().await;
    assert_eq!(systemd.hears().await, "WATCHDOG=1", "it moves on again");
    drop(counted);
    for _ in 0..9 {
        systemd.look().await;
        assert_eq!(systemd.hears().await, "WATCHDOG=1", "it has ended");
    }
}

#[tokio::test]
async fn a_name_that_begins_with_an_at_sign_is_an_abstract_socket() {
    use std::os::{linux::net::SocketAddrExt as _, unix::net};
    let name = format!("dash-bot-test-{}", std::process::id());
    let address = net::SocketAddr::from_abstract_name(&name).unwrap();
    let socket = net::UnixDatagram::bind_addr(&address).unwrap();
    socket.set_nonblocking(true).unwrap();
    let socket = UnixDatagram::from_std(socket).unwrap();
    let manager = Manager::new([("NOTIFY_SOCKET".to_owned(), format!("@{name}"))]);
    manager.status("one line\nand another").await;
    assert_eq!(heard(&socket).await, "STATUS=one line");
}

#[tokio::test]
async fn a_watchdog_that_is_meant_for_another_process_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let _socket = UnixDatagram::bind(&path).unwrap();
    let manager = |process: u32| {
        let env = [
            ("NOTIFY_SOCKET", path.to_str().unwrap().to_owned()),
            ("WATCHDOG_USEC", "60000000".to_owned()),
            ("WATCHDOG_PID", process.to_string()),
        ];
        Manager::new(env.map(|(name, value)| (name.to_owned(), value)))
    };
    let ours = std::process::id();
    assert_eq!(manager(ours).watchdog, Some(Duration::from_secs(60)));
    assert_eq!(manager(ours + 1).watchdog, None);
    assert!(manager(ours + 1).is_there());
}

#[tokio::test]
async fn without_a_service_manager_nothing_is_told() {
    assert!(!Manager::new([]).is_there());
    let nowhere = [("NOTIFY_SOCKET".to_owned(), "/nowhere/notify".to_owned())];
    assert!(!Manager::new(nowhere).is_there());
}

fn poll(future: &mut (impl Future<Output = ()> + Unpin)) {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(Pin::new(future).poll(&mut context).is_pending());
}
