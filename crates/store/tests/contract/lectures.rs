//! Mini-lectures.

use domain::{Lecture, Phase, VideoId};
use store::Saved;

use crate::world::{World, minutes, start};

on_every_database! {
    saving_a_lecture_tells_what_is_new_of_it,
    the_latest_published_lectures_come_first,
}

fn lecture(video: &str, phase: Phase, after: i64) -> Lecture {
    Lecture {
        video: VideoId::parse(video).unwrap(),
        title: "Overfitting".to_owned(),
        description: String::new(),
        url: format!("https://videos.example/watch?v={video}"),
        thumbnail: None,
        phase,
        published_at: start() + minutes(after),
    }
}

async fn saving_a_lecture_tells_what_is_new_of_it(world: World) {
    let mut tx = world.begin().await;
    let mut lecture = lecture("a_1", Phase::Upcoming, 0);
    assert_eq!(tx.lecture(&lecture.video).await.unwrap(), None);
    assert_eq!(tx.lecture_save(&lecture).await.unwrap(), Saved::New);
    assert_eq!(tx.lecture_save(&lecture).await.unwrap(), Saved::Same);
    lecture.thumbnail = Some("https://videos.example/a.jpg".to_owned());
    assert_eq!(tx.lecture_save(&lecture).await.unwrap(), Saved::Changed);
    lecture.phase = Phase::Published;
    assert_eq!(
        tx.lecture_save(&lecture).await.unwrap(),
        Saved::PhaseChanged(Phase::Upcoming)
    );
    assert_eq!(tx.lecture_save(&lecture).await.unwrap(), Saved::Same);
    lecture.title = "Overfitting, again".to_owned();
    assert_eq!(tx.lecture_save(&lecture).await.unwrap(), Saved::Changed);
    lecture.title.push('\0');
    assert_eq!(
        tx.lecture_save(&lecture).await.unwrap(),
        Saved::Same,
        "NUL is no change"
    );
    lecture.title.pop();
    assert_eq!(tx.lecture(&lecture.video).await.unwrap(), Some(lecture));
}

async fn the_latest_published_lectures_come_first(world: World) {
    let mut tx = world.begin().await;
    for (video, phase, after) in [
        ("a", Phase::Published, 1),
        ("b", Phase::Published, 3),
        ("c", Phase::Published, 2),
        ("d", Phase::Live, 4),
        ("e", Phase::Upcoming, 5),
    ] {
        tx.lecture_save(&lecture(video, phase, after))
            .await
            .unwrap();
    }
    let latest = tx.lectures_latest(2).await.unwrap();
    let videos: Vec<&str> = latest
        .iter()
        .map(|lecture| lecture.video.as_str())
        .collect();
    assert_eq!(videos, ["b", "c"]);
    assert_eq!(tx.lectures_count().await.unwrap(), 3);
}
