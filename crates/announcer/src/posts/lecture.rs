//! A mini-lecture: the announcement of a new one, and how one looks anywhere else.

use chat::{Action, Block, Button, Call, Reply, Sign, text};
use domain::{Lang, Lecture, setting::Template};

/// How much of a publisher's description is shown: the first paragraph, at most so many characters.
const SUMMARY: usize = 280;

/// Tells of a new mini-lecture, under a sentence of staff's own.
pub(super) fn announcement(lang: Lang, lecture: &Lecture, lead: &Template) -> Reply {
    let title = lecture.title.as_str();
    let reply = Reply::new(
        Sign::Lecture,
        text!(lang, "post-lecture-title", title = title),
    );
    // The publisher's words stand in it.
    let reply = match lead.fill(&[("title", title)]) {
        Some(lead) => reply.block(Block::Text(lead)),
        None => reply,
    };
    describe(lecture, reply)
        .action(Action::Link {
            label: text!(lang, "lecture-watch"),
            url: lecture.url.clone(),
        })
        .action(Button::new(text!(lang, "lecture-all"), Call::new("lectures latest")).privately())
        .action(Button::new(text!(lang, "start-ask"), Call::new("ask")).privately())
}

/// One mini-lecture by itself.
pub fn lecture(lang: Lang, lecture: &Lecture) -> Reply {
    describe(lecture, Reply::new(Sign::Lecture, lecture.title.clone())).action(Action::Link {
        label: text!(lang, "lecture-watch"),
        url: lecture.url.clone(),
    })
}

fn describe(lecture: &Lecture, mut reply: Reply) -> Reply {
    if let Some(text) = summary(&lecture.description) {
        reply = reply.block(Block::Text(text));
    }
    match &lecture.thumbnail {
        Some(url) => reply.block(Block::Image {
            url: url.clone(),
            alt: lecture.title.clone(),
        }),
        None => reply,
    }
}

/// The description's first paragraph, cut at a word; nothing where there is none.
fn summary(description: &str) -> Option<String> {
    let first = description
        .split("\n\n")
        .map(str::trim)
        .find(|paragraph| !paragraph.is_empty())?;
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SUMMARY {
        return Some(line);
    }
    let cut: String = line.chars().take(SUMMARY).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    Some(format!(
        "{}…",
        cut[..end].trim_end_matches([',', '.', ';', ':'])
    ))
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn a_description_is_its_first_paragraph_cut_at_a_word() {
        assert_eq!(
            summary("\n\n One\ntwo. \n\nThree"),
            Some("One two.".to_owned())
        );
        assert_eq!(summary(" \n "), None);
        let long = summary(&"word ".repeat(100)).unwrap();
        assert!(
            long.ends_with("word…") && long.chars().count() <= 281,
            "{long}"
        );
    }
}
