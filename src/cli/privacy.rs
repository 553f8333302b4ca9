//! `dash-bot privacy`: the register of processing, from what each table declares.

use chat::text;
use clap::Args;
use domain::{Contact, Lang};
use store::{Keep, Privacy, TABLES, Whose};

use super::{Output, language};

#[derive(Debug, Args)]
pub(super) struct Register {
    /// The language: en or nl
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: Lang,
}

impl Register {
    pub(super) fn run(&self, contact: &Contact) -> Output {
        Output::fine(register(self.lang, contact))
    }
}

/// The register as Markdown.
fn register(lang: Lang, contact: &Contact) -> String {
    let say = |id: &str| text!(lang, id);
    let unset = say("register-unset");
    let who = [
        ("register-controller", &contact.controller),
        ("register-privacy-officer", &contact.privacy_officer),
        ("register-statement", &contact.privacy_statement),
    ];
    let who: Vec<String> = who
        .into_iter()
        .map(|(id, value)| format!("- {}: {}", say(id), value.as_deref().unwrap_or(&unset)))
        .collect();
    let goes = [
        "register-platform",
        "register-database",
        "register-copies",
        "register-journal",
        "register-nobody-else",
    ];
    let mut parts = vec![
        format!("# {}", say("register-title")),
        say("register-intro"),
        who.join("\n"),
        format!("## {}", say("register-recipients")),
        goes.map(|id| format!("- {}", say(id))).join("\n"),
        format!("## {}", say("register-rights")),
        say("register-rights-text"),
    ];
    parts.extend(TABLES.iter().map(|table| section(lang, table)));
    parts.join("\n\n")
}

/// One table's part.
fn section(lang: Lang, table: &Privacy) -> String {
    let of_table = |part: &str| text!(lang, &format!("register-{}-{part}", table.table));
    let whose: Vec<String> = table
        .whose
        .iter()
        .map(|whose| named(lang, *whose))
        .collect();
    let mut lines = vec![format!("## {} (`{}`)\n", of_table("title"), table.table)];
    let mut line = |id: &str, value: String| {
        lines.push(format!("- {}: {value}", text!(lang, id)));
    };
    line("register-whose", whose.join(", "));
    line("register-data", of_table("data"));
    line("register-purpose", of_table("purpose"));
    line("register-kept", kept(lang, table.kept));
    line("register-shown", of_table("shown"));
    line("register-exported", of_table("exported"));
    line("register-erased", of_table("erased"));
    lines.join("\n")
}

fn named(lang: Lang, whose: Whose) -> String {
    let id = match whose {
        Whose::Nobody => "register-whose-nobody",
        Whose::Member => "register-whose-member",
        Whose::Asker => "register-whose-asker",
        Whose::Applicant => "register-whose-applicant",
        Whose::Staff => "register-whose-staff",
    };
    text!(lang, id)
}

fn kept(lang: Lang, keep: Keep) -> String {
    let (id, days) = match keep {
        Keep::Days(days) => ("register-kept-days", days),
        Keep::AfterSignup(days) => ("register-kept-signup", days),
        Keep::AfterInquiry(days) => ("register-kept-inquiry", days),
        Keep::AfterDelivery(days) => ("register-kept-delivery", days),
        Keep::AfterSeen(days) => ("register-kept-seen", days),
        Keep::UntilExpiry => return text!(lang, "register-kept-expiry"),
        Keep::WithPerson => return text!(lang, "register-kept-person"),
        Keep::Forever => return text!(lang, "register-kept-forever"),
    };
    text!(lang, id, days = days)
}

#[cfg(test)]
mod tests {
    use domain::{Contact, Lang};

    use super::register;

    #[test]
    fn the_register_names_every_table_and_leaves_no_id_unsaid() {
        for lang in Lang::ALL {
            let text = register(lang, &Contact::default());
            for table in store::TABLES {
                assert!(text.contains(&format!("(`{}`)", table.table)));
            }
            assert!(!text.contains("register-"), "{text}");
        }
    }

    #[test]
    fn the_register_in_dutch_begins_with_who_answers_for_it() {
        let contact = Contact {
            controller: Some("UMC Voorbeeld".to_owned()),
            ..Contact::default()
        };
        let text = register(Lang::Nl, &contact);
        let head: Vec<&str> = text.lines().take(7).collect();
        insta::assert_snapshot!(head.join("\n"));
    }
}
