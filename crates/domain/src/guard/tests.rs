//! What the guard finds and what it lets pass, text by text.

use proptest::prelude::*;

use super::{Finding, FindingKind, check, findings, without_findings};

fn kind(text: &str) -> &'static str {
    check(text).map_or("none", |finding| finding.kind.id())
}

fn wrong<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    rows.filter_map(|(expected, text)| {
        let found = kind(&text.replace("\\n", "\n"));
        let right = found == expected || (expected == "mixed" && found != "none");
        (!right).then(|| format!("expected {expected}, found {found}: {text}"))
    })
    .collect()
}

#[test]
fn each_of_our_own_texts_is_judged_as_written() {
    let rows = include_str!("texts.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'));
    let wrong = wrong(rows);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_development_text_is_judged_as_written() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/guard/texts.dev.tsv"
    );
    let Ok(texts) = std::fs::read_to_string(path) else {
        println!("skipped: {path} is not there");
        return;
    };
    let rows = texts.lines().skip(1).filter_map(|line| {
        let (_, rest) = line.split_once('\t')?;
        rest.split_once('\t')
    });
    let wrong = wrong(rows);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_number_that_fails_the_eleven_test_counts_only_directly_behind_its_announcement() {
    assert_eq!(kind("bsn 367418254 klopt niet"), "bsn");
    assert_eq!(
        kind("Van de bsn's die wij kregen gaat het mis bij 367418254"),
        "none"
    );
    assert_eq!(kind("bsn 123456789 is een voorbeeld"), "none");
}

#[test]
fn the_nearest_announcement_says_whose_a_number_is() {
    assert_eq!(
        kind("BSN en MRN weg, maar Slurm-job 367418253 faalt"),
        "none"
    );
    assert_eq!(kind("Slurm-job over MRN 5520118 faalt"), "patient_number");
}

#[test]
fn digits_and_letters_of_other_forms_are_read_alike() {
    for text in [
        "ＢＳＮ ３６７４１８２５３",
        "bsn 367\u{a0}418\u{2009}253",
        "bsn 367\u{2013}418\u{2013}253",
        "b\u{200b}sn 3674\u{200b}18253",
        "**bsn**: `367418253`",
    ] {
        assert_eq!(kind(text), "bsn", "{text}");
    }
    assert_eq!(kind("Patie\u{308}nt Harm Wolthuis belt"), "patient_name");
    assert_eq!(kind("geboren op 6\u{2011}11\u{2011}1957"), "birth_date");
}

#[test]
fn a_finding_says_which_sentence_it_stands_in() {
    let text = "Dank voor de les. Mijn vraag gaat over dhr. J. Vos, geb. 6-11-1957. Past hij?";
    let expected = |kind| Finding {
        kind,
        sentence: 2,
        range: 18..67,
    };
    assert_eq!(findings(text), [expected(FindingKind::BirthDate)]);
    assert!(text[18..67].starts_with("Mijn") && text[18..67].ends_with("1957."));
}

#[test]
fn each_kind_is_named_once_a_sentence() {
    let found = findings("MRN 5520118 en MRN 5520119. BSN 367418253, MRN 5520118.");
    let kinds: Vec<_> = found
        .iter()
        .map(|finding| (finding.sentence, finding.kind.id()))
        .collect();
    assert_eq!(
        kinds,
        [(1, "patient_number"), (2, "bsn"), (2, "patient_number")]
    );
}

#[test]
fn what_is_left_holds_no_finding() {
    assert_eq!(
        without_findings("Mag ik meedoen? Patiënt Harm Wolthuis belt. Wij hebben scans."),
        "Mag ik meedoen? Wij hebben scans."
    );
    assert_eq!(
        without_findings("  Geen bijzonderheden. "),
        "Geen bijzonderheden."
    );
    assert_eq!(without_findings("bsn 367418253"), "");
    assert_eq!(
        without_findings("mrn;label\n5520118;0\n5520119;1\nDank!"),
        "mrn;label\nDank!"
    );
}

#[test]
fn ids_are_stable_words() {
    use FindingKind::{BirthDate, Bsn, PatientName, PatientNumber};
    let ids = [Bsn, PatientNumber, BirthDate, PatientName].map(FindingKind::id);
    assert_eq!(ids, ["bsn", "patient_number", "birth_date", "patient_name"]);
}

/// Pieces of which rules are made, so that random texts reach into them.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "bsn",
        "patient",
        "Patiënt ",
        "mw.",
        "dhr. ",
        "geb.",
        "born ",
        "Jan ",
        "de ",
        "Bakker",
        "367418253",
        " ",
        "12",
        "-",
        "03",
        "1961",
        ".",
        "'",
        "\n",
        "\0",
        "(",
        "👩\u{200d}⚕️",
        "e\u{308}",
        "mei",
        "nr",
        "d.o.b.",
        "tot ",
        "t/m",
        "1",
        "jaar",
        "is ",
        "op ",
        "IC",
        "７",
        "name",
        ",",
        "van",
        "date of birth",
        "s",
        "MRN",
        "patients ",
    ];
    prop_oneof![
        8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_findings_lie_within_it(
        pieces in proptest::collection::vec(piece(), 0..40),
    ) {
        let text = pieces.concat();
        let mut sentence = 0;
        for finding in findings(&text) {
            prop_assert!(text.get(finding.range.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(finding.sentence >= 1 && finding.sentence >= sentence);
            sentence = finding.sentence;
        }
        prop_assert_eq!(check(&without_findings(&text)), None);
    }
}
