//! Mini-lectures: the videos that are known.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Lecture, Phase, VideoId};
use sqlx::FromRow;

use crate::{
    Tx,
    privacy::Privacy,
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "lectures",
    ..Privacy::NOBODYS
};

/// What [`Tx::lecture_save`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was not known.
    New,
    /// Its words, its picture, its address or its time were others.
    Changed,
    /// It was in this phase before.
    PhaseChanged(Phase),
    /// Nothing of it has changed.
    Same,
}

#[derive(FromRow)]
struct Row {
    video: String,
    title: String,
    description: String,
    url: String,
    thumbnail: Option<String>,
    phase: String,
    published_at: DateTime<Utc>,
}

impl TryFrom<Row> for Lecture {
    type Error = anyhow::Error;

    fn try_from(row: Row) -> anyhow::Result<Self> {
        Ok(Self {
            video: known(&row.video, VideoId::parse)?,
            title: row.title,
            description: row.description,
            url: row.url,
            thumbnail: row.thumbnail,
            phase: known(&row.phase, Phase::from_id)?,
            published_at: row.published_at,
        })
    }
}

impl Tx {
    /// Remembers a video as it is now, and tells what is new of it.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn lecture_save(&mut self, lecture: &Lecture) -> anyhow::Result<Saved> {
        let (title, description) = (clean(&lecture.title), clean(&lecture.description));
        let (url, thumbnail) = (clean(&lecture.url), lecture.thumbnail.as_deref().map(clean));
        let made = sql!(
            self,
            execute,
            "insert into lectures
                 (video, title, description, url, thumbnail, phase, published_at, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
             on conflict (video) do nothing",
            lecture.video.as_str(),
            &*title,
            &*description,
            &*url,
            thumbnail.as_deref(),
            lecture.phase.id(),
            lecture.published_at,
            self.now,
        )
        .context("cannot write a lecture")?;
        if made > 0 {
            return Ok(Saved::New);
        }
        let changed = sql!(
            self,
            optional[(String,)],
            "update lectures set
                 title = $2, description = $3, url = $4, thumbnail = $5, previous_phase = phase, phase = $6,
                 published_at = $7, updated_at = $8
             where video = $1 and (title <> $2 or description <> $3 or url <> $4
                 or thumbnail is distinct from $5 or phase <> $6 or published_at <> $7)
             returning previous_phase",
            lecture.video.as_str(),
            &*title,
            &*description,
            &*url,
            thumbnail.as_deref(),
            lecture.phase.id(),
            lecture.published_at,
            self.now,
        )
        .context("cannot write a lecture")?;
        Ok(match changed {
            None => Saved::Same,
            Some((before,)) if before == lecture.phase.id() => Saved::Changed,
            Some((before,)) => Saved::PhaseChanged(known(&before, Phase::from_id)?),
        })
    }

    /// One video.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn lecture(&mut self, video: &VideoId) -> anyhow::Result<Option<Lecture>> {
        sql!(
            self,
            optional[Row],
            "select video, title, description, url, thumbnail, phase, published_at from lectures
             where video = $1",
            video.as_str(),
        )
        .context("cannot read a lecture")?
        .map(Lecture::try_from)
        .transpose()
    }

    /// The published ones, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn lectures_latest(&mut self, limit: i64) -> anyhow::Result<Vec<Lecture>> {
        sql!(
            self,
            all[Row],
            "select video, title, description, url, thumbnail, phase, published_at from lectures
             where phase = $1 order by published_at desc, video limit $2",
            Phase::Published.id(),
            limit,
        )
        .context("cannot read the lectures")?
        .into_iter()
        .map(Lecture::try_from)
        .collect()
    }

    /// How many are published.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn lectures_count(&mut self) -> anyhow::Result<i64> {
        let (count,) = sql!(
            self,
            one[(i64,)],
            "select count(*) from lectures where phase = $1",
            Phase::Published.id(),
        )
        .context("cannot count the lectures")?;
        Ok(count)
    }
}
