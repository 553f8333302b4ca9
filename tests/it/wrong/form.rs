//! The form of a sign-up, filled in wrongly.

use serde_json::json;
use testkit::discord::Shown;

use super::{begun, nobody_was_pinged, pings_nobody, short};
use crate::transcript::Transcript;

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_into_the_form_is_said_and_nothing_is_lost() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let clara = discord.join("Clara");
    let general = discord.general();
    let form = discord
        .slash(&clara, general, "counseling signup", json!({}))
        .await;
    let filled = json!({
        "name": "   ", "department": "Cardiology", "question": "Can we predict readmission?", "email": "",
    });
    let nameless = discord.submit(&clara, &form, filled).await;
    seen.add("Clara gives spaces as her name", &nameless);
    let again = discord.press(&clara, &nameless, "Keep editing").await;
    seen.add("Clara goes on", &again);
    let filled = json!({ "department": "   ", "name": "Clara" });
    let placeless = discord.submit(&clara, &again, filled).await;
    seen.add("Clara gives spaces as her department", &placeless);
    let again = discord.press(&clara, &placeless, "Keep editing").await;
    let filled = json!({
        "name": "Clara", "department": "Cardiology ".repeat(30), "question": "Can we predict readmission?",
    });
    let long = discord.forge_submit(&clara, &again, &filled).await;
    seen.add("Clara forges a department of 330 characters", &long);
    let again = discord.press(&clara, &long, "Keep editing").await;
    seen.add("Clara goes on with what fits", &again);
    let mailed = json!({ "department": "Cardiology", "email": "clara at umcg" });
    let mistyped = discord.submit(&clara, &again, mailed).await;
    seen.add("Clara gives an address that is none", &mistyped);
    let again = discord.press(&clara, &mistyped, "Keep editing").await;
    let summary = discord.submit(&clara, &again, json!({ "email": "" })).await;
    seen.add("Clara leaves it out", &summary);
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_question_is_shown_cut_and_goes_along_whole() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let clara = discord.join("Clara");
    // What is escaped takes twice the room.
    let question = "*a_b* [c] #d\n".repeat(230);
    let question = &question[..2990];
    let summary = drafted(&town, &clara, "Clara", "Cardiology", question).await;
    seen.add("Clara reads the summary", cut(&summary));
    let sent = discord.press(&clara, &summary, "Send").await;
    seen.add("Clara sends", &sent);
    let own = discord.press(&clara, &sent, "My sign-up").await;
    seen.add("Clara looks at it", cut(&own));
    let sam = discord.join_staff("Sam");
    let card = discord.post(discord.staff_channel(), 1).await;
    seen.add("The card", &card);
    let opened = discord.press(&sam, &card, "Open").await;
    seen.add("Sam opens it", cut(&opened));
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_write_is_shown_as_they_wrote_it_and_does_nothing() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let clara = discord.join("Clara");
    let bram = discord.join("Bram").mention();
    let role = discord.staff_role().mention();
    let name = format!("**Clara** {bram}\0");
    let department = "[Cardiology](https://evil.example) @everyone";
    let question = format!(
        "# Big\n> quoted\n```code```\n@here {role} ||hidden|| <https://evil.example>\n\u{202e}backwards\u{202c} 🫀 - *x*"
    );
    let summary = drafted(&town, &clara, &name, department, &question).await;
    seen.add("Clara reads the summary", &summary);
    let sent = discord.press(&clara, &summary, "Send").await;
    let sam = discord.join_staff("Sam");
    let card = discord.post(discord.staff_channel(), 1).await;
    seen.add("The card", &card);
    let opened = discord.press(&sam, &card, "Open").await;
    seen.add("Sam opens it", &opened);
    let form = discord.press(&sam, &card, "Decline").await;
    let reason = json!({ "reason": format!("@everyone **no** {bram}\n# Sorry") });
    let declined = discord.submit(&sam, &form, reason).await;
    seen.add("Clara hears of it", discord.private_post(&clara, 2).await);
    for shown in [&summary, &sent, &opened, &declined] {
        pings_nobody(shown);
    }
    nobody_was_pinged(discord, discord.staff_channel());
    nobody_was_pinged(discord, discord.conversation(&clara));
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// A summary that can be sent.
pub(crate) async fn drafted(
    town: &crate::bot::Town,
    member: &testkit::discord::Member,
    name: &str,
    department: &str,
    question: &str,
) -> Shown {
    let discord = &town.discord;
    let form = discord
        .slash(member, discord.general(), "counseling signup", json!({}))
        .await;
    let filled = json!({ "name": name, "department": department, "question": question });
    let summary = discord.submit(member, &form, filled).await;
    discord
        .choose(member, &summary, "Project stage", &["Idea"])
        .await;
    discord
        .choose(member, &summary, "Kind of data", &["Images"])
        .await
}

/// Without the many lines of a quote.
fn cut(shown: &Shown) -> String {
    let text = short(shown);
    let (mut quoted, mut kept) = (0, Vec::new());
    for line in text.lines() {
        if line.starts_with("  │ > ") {
            quoted += 1;
        } else if quoted > 0 {
            kept.push(format!("  │ > [{quoted} lines]"));
            quoted = 0;
        }
        if quoted == 0 {
            kept.push(line.to_owned());
        }
    }
    kept.join("\n")
}
