//! Erasing a person, and what is said of it before and after. The same at their own word, at that of staff, and from the
//! command line.

use chat::{Notice, Reply, Sign, text};
use domain::{Cause, Lang, Purpose, SignupState};
use store::{Enqueue, Person, Record, Rows, Tx};

use super::known;

/// Takes a person out of everything and notes that it was done, without who it was; staff hear of a case that they may
/// be working on. Gives the rows that went, and the number under which it was noted.
///
/// # Errors
/// When the database, or the ledger of erasures, can't be written.
pub async fn erase_person(tx: &mut Tx, person: &Person) -> anyhow::Result<(Vec<Rows>, String)> {
    for signup in tx.signups_of(&person.id).await? {
        if !matches!(signup.state, SignupState::New | SignupState::Accepted) {
            continue;
        }
        for staff in tx.targets(Purpose::Staff).await? {
            let reference = signup.reference.to_string();
            tx.deliver(&Enqueue {
                dedupe_key: format!("erased:{reference}:{}", staff.id),
                target: staff.id,
                cause: Cause::SignupErased,
                subject: reference,
                not_after: None,
            })
            .await?;
        }
    }
    let rows = tx.person_erase(person).await?;
    let number = tx.audit_note(None, "erase", None, "done").await?;
    Ok((rows, number))
}

/// What will go, and what stays and why.
pub(crate) fn consequences(lang: Lang, records: &[Record]) -> Vec<String> {
    let mut goes = vec![text!(lang, "erase-goes")];
    for line in known::counts(lang, &without_audit(records)) {
        goes.push(format!("- {line}"));
    }
    goes.push(text!(lang, "erase-goes-posts"));
    let mut stays = vec![
        text!(lang, "erase-stays"),
        text!(lang, "erase-stays-questions"),
        text!(lang, "erase-stays-own"),
        text!(lang, "erase-stays-backups"),
        text!(lang, "erase-stays-ledger"),
    ];
    let audited = records
        .iter()
        .filter(|record| record.table == "audit")
        .count();
    if audited > 0 {
        let count = i64::try_from(audited).unwrap_or(i64::MAX);
        stays.push(text!(lang, "erase-stays-audit", count = count));
    }
    vec![goes.join("\n"), stays.join("\n")]
}

fn without_audit(records: &[Record]) -> Vec<Record> {
    let others = records.iter().filter(|record| record.table != "audit");
    others.cloned().collect()
}

/// That it was done, what went, and under which number it was noted.
pub(crate) fn receipt(lang: Lang, rows: &[Rows], number: &str) -> Reply {
    let mut lines = vec![text!(lang, "erased-text")];
    for Rows { table, count } in rows {
        lines.push(format!("- {} ({count})", known::title(lang, table)));
    }
    let number = &number[number.len().saturating_sub(8)..];
    Reply::new(Sign::Done, text!(lang, "erased-title"))
        .notice(Notice::Ok)
        .markdown(lines.join("\n"))
        .footer(text!(lang, "erased-number", number = number))
}
