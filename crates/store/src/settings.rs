//! What staff set in the chat: versions, of which the newest counts.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Lang, PersonId, Settings};
use sqlx::FromRow;

use crate::{
    Changing, Mirror, Mirrored, Tx,
    privacy::{Keep, Privacy, Whose},
    text::clean,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "settings",
    whose: &[Whose::Staff],
    kept: Keep::Days(730),
    // It is what everybody sees.
    sealed: &[],
    // The audit log says who did it, and is exported.
    export: None,
    erase: Some(|tx, person, until| Box::pin(tx.settings_forget_who(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.settings_forget(before))),
};

/// What staff set, held in memory.
pub type LiveSettings = Mirror<SettingRows>;

/// The settings of a community of this language.
pub struct SettingRows {
    lang: Lang,
}

impl Mirror<SettingRows> {
    /// The settings of a community of this language: as they are by themselves, until the first look.
    pub fn of(lang: Lang) -> Self {
        Self::new(SettingRows { lang })
    }
}

impl Mirrored for SettingRows {
    const CHANGING: Changing = Changing::Settings;
    type Rows = Vec<SettingVersion>;
    type State = Settings;

    async fn read(tx: &mut Tx) -> anyhow::Result<Vec<SettingVersion>> {
        tx.settings().await
    }

    fn make(&self, versions: Vec<SettingVersion>) -> Settings {
        let set = versions.into_iter();
        let set = set.filter_map(|it| Some((it.setting, it.value?)));
        Settings::new(self.lang, set)
    }
}

/// A version of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingVersion {
    /// The setting's id.
    pub setting: String,
    /// Counted from 1 for each setting.
    pub version: i64,
    /// What it was set to; none where it was given back to what it is by itself.
    pub value: Option<String>,
    /// Who did it; `None` where that was forgotten.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    setting: String,
    version: i64,
    value: Option<String>,
    by_person: Option<String>,
    at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> SettingVersion {
        SettingVersion {
            setting: self.setting,
            version: self.version,
            value: self.value,
            by: self.by_person.map(PersonId::new),
            at: self.at,
        }
    }
}

impl Tx {
    /// Writes the version of a setting that follows the one of this number, 0 where there is none; its number. `None` where
    /// another followed it already.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn setting_write(
        &mut self,
        setting: &str,
        after: i64,
        value: Option<&str>,
        by: &PersonId,
    ) -> anyhow::Result<Option<i64>> {
        let id = self.new_id();
        let version = after + 1;
        let written = sql!(
            self,
            execute,
            "insert into settings (id, setting, version, value, by_person, at)
             values ($1, $2, $3, $4, $5, $6) on conflict (setting, version) do nothing",
            id,
            setting,
            version,
            value.map(clean),
            by.as_str(),
            self.now,
        )
        .context("cannot write a setting")?;
        if written == 0 {
            return Ok(None);
        }
        self.counter_next(Changing::Settings.counter()).await?;
        Ok(Some(version))
    }

    /// The newest version of each setting that was ever set.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn settings(&mut self) -> anyhow::Result<Vec<SettingVersion>> {
        let rows = sql!(
            self,
            all[Row],
            "select setting, version, value, by_person, at from settings newest
             where version = (select max(version) from settings of where of.setting = newest.setting)
             order by setting",
        )
        .context("cannot read the settings")?;
        Ok(rows.into_iter().map(Row::read).collect())
    }

    /// The last versions of a setting, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn setting_versions(
        &mut self,
        setting: &str,
        limit: i64,
    ) -> anyhow::Result<Vec<SettingVersion>> {
        let rows = sql!(
            self,
            all[Row],
            "select setting, version, value, by_person, at from settings
             where setting = $1 order by version desc limit $2",
            setting,
            limit,
        )
        .context("cannot read the versions of a setting")?;
        Ok(rows.into_iter().map(Row::read).collect())
    }

    /// A page of the versions of a setting, or of all, by when they were written, newest first; and how many there are.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn settings_page(
        &mut self,
        setting: Option<&str>,
        offset: i64,
        limit: i64,
    ) -> anyhow::Result<(Vec<SettingVersion>, i64)> {
        let rows = sql!(
            self,
            all[Row],
            "select setting, version, value, by_person, at from settings
             where ($1 is null or setting = $1) order by at desc, version desc, setting limit $2 offset $3",
            setting,
            limit,
            offset,
        )
        .context("cannot read the versions of settings")?;
        let (total,) = sql!(
            self,
            one[(i64,)],
            "select count(*) from settings where ($1 is null or setting = $1)",
            setting,
        )
        .context("cannot count the versions of settings")?;
        Ok((rows.into_iter().map(Row::read).collect(), total))
    }

    async fn settings_forget_who(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "update settings set by_person = null where by_person = $1 and at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot forget who set something")
    }

    async fn settings_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "update settings set by_person = null where by_person is not null and at < $1",
            before,
        )
        .context("cannot forget who set something long ago")
    }
}
