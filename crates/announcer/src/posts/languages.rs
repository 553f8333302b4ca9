//! One message in one language or both: the one first, then what the other says differently.

use chat::{Action, Block, Field, Reply};
use domain::{Lang, setting::Languages};

/// The message as `make` makes it in each language.
pub(super) fn in_languages(languages: Languages, make: impl Fn(Lang) -> Reply) -> Reply {
    let reply = make(languages.first);
    match languages.second() {
        Some(lang) => followed_by(reply, make(lang)),
        None => reply,
    }
}

/// What both say stands there once; a button says what it does in both.
fn followed_by(mut reply: Reply, other: Reply) -> Reply {
    let said = reply.blocks.len();
    if other.title != reply.title {
        reply.blocks.push(Block::Text(other.title));
    }
    for block in other.blocks {
        if !says(&mut reply.blocks[..said], &block) {
            reply.blocks.push(block);
        }
    }
    for (action, mut other) in reply.actions.iter_mut().zip(other.actions) {
        join(label(action), label(&mut other));
    }
    if let (Some(footer), Some(also)) = (&mut reply.footer, &other.footer) {
        join(footer, also);
    }
    reply
}

/// Whether these blocks say what another does. The same facts do: their labels become those of both languages.
fn says(blocks: &mut [Block], other: &Block) -> bool {
    let Block::Fields(others) = other else {
        return blocks.contains(other);
    };
    let same = blocks.iter_mut().find_map(|block| match block {
        Block::Fields(fields) => have_same_values(fields, others).then_some(fields),
        _ => None,
    });
    let is_said = same.is_some();
    for (field, other) in same.into_iter().flatten().zip(others) {
        join(&mut field.label, &other.label);
    }
    is_said
}

fn have_same_values(one: &[Field], other: &[Field]) -> bool {
    let values = one.iter().zip(other);
    one.len() == other.len()
        && values
            .into_iter()
            .all(|(one, other)| one.value == other.value)
}

/// Two ways to say it, once where they are the same.
fn join(one: &mut String, other: &str) {
    if one != other {
        one.push_str(" · ");
        one.push_str(other);
    }
}

const fn label(action: &mut Action) -> &mut String {
    match action {
        Action::Button(button) => &mut button.label,
        Action::Menu(menu) => &mut menu.label,
        Action::Link { label, .. } => label,
    }
}

#[cfg(test)]
mod tests {
    use chat::{Action, Block};
    use chrono::DateTime;
    use domain::{
        Lang, Lecture, Phase, Settings, VideoId,
        setting::{Languages, POST_LANGUAGES},
    };

    use super::{super::lecture::announcement, in_languages};

    fn settings(set: &[(&str, &str)]) -> Settings {
        let set = set
            .iter()
            .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
        Settings::new(Lang::Nl, set)
    }

    /// The announcement of a lecture, line by line.
    fn announced(set: &[(&str, &str)]) -> String {
        let lecture = Lecture {
            video: VideoId::parse("missing-dat").unwrap(),
            title: "Missing *data*".to_owned(),
            description: "Imputation or leaving out.".to_owned(),
            url: "https://videos.example/1".to_owned(),
            thumbnail: None,
            phase: Phase::Published,
            published_at: DateTime::UNIX_EPOCH,
        };
        let settings = settings(set);
        let reply = in_languages(settings.get(&POST_LANGUAGES), |lang| {
            announcement(lang, &lecture, &settings.lecture_lead(lang))
        });
        let blocks = reply.blocks.iter().map(|block| match block {
            Block::Text(text) => text.clone(),
            other => format!("{other:?}"),
        });
        let actions = reply.actions.iter().map(|action| match action {
            Action::Button(button) => format!("[{}]", button.label),
            Action::Link { label, .. } => format!("[{label}]"),
            Action::Menu(menu) => format!("[{}]", menu.label),
        });
        let lines = std::iter::once(reply.title.clone()).chain(blocks);
        lines.chain(actions).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_lecture_is_announced_in_the_communitys_language() {
        insta::assert_snapshot!(announced(&[]), @r"
        Nieuwe mini-lecture: Missing *data*
        Imputation or leaving out.
        [Bekijken]
        [Alle mini-lectures]
        [Stel een vraag]
        ");
    }

    #[test]
    fn a_lecture_is_announced_in_both_languages_with_what_they_share_once() {
        let set = [
            ("post-languages", "en, nl"),
            ("lecture-lead-en", "Five minutes on {title}."),
            ("lecture-lead-nl", "Vijf minuten over {title}."),
        ];
        insta::assert_snapshot!(announced(&set), @r"
        New mini-lecture: Missing *data*
        Five minutes on Missing *data*.
        Imputation or leaving out.
        Nieuwe mini-lecture: Missing *data*
        Vijf minuten over Missing *data*.
        [Watch · Bekijken]
        [All lectures · Alle mini-lectures]
        [Ask · Stel een vraag]
        ");
    }

    #[test]
    fn what_is_said_in_one_language_is_said_once() {
        let languages = Languages::alone(Lang::En);
        let reply = || chat::Reply::new(chat::Sign::Done, "Done".to_owned());
        assert_eq!(in_languages(languages, |_| reply()), reply());
    }
}
