//! Slack.

use testkit::slack::{Act, Channel, Member, Shown};

use super::{Stage, object, town::InTown};

/// A workspace in Slack.
pub(crate) struct OnSlack(pub(crate) InTown);

impl Stage for OnSlack {
    type House = InTown;
    type Person = Member;
    type Shown = Shown;
    type Channel = Channel;

    const NAME: &'static str = "slack";

    fn house(&mut self) -> &mut InTown {
        &mut self.0
    }

    fn into_house(self) -> InTown {
        self.0
    }

    fn join(&self, name: &'static str) -> Member {
        self.0.town.slack().join(name)
    }

    fn join_staff(&self, name: &'static str) -> Member {
        self.0.town.slack().join_staff(name)
    }

    fn set_locale(&self, person: Member, lang: &'static str) {
        let locale = if lang == "nl" { "nl-NL" } else { lang };
        self.0.town.slack().set_locale(&person, locale);
    }

    fn close_directs(&self, person: Member) -> bool {
        self.0.town.slack().set_dms(&person, false);
        true
    }

    fn general(&self) -> Channel {
        self.0.town.slack().general()
    }

    fn staff_channel(&self) -> Channel {
        self.0.town.slack().staff_channel()
    }

    fn announcements(&self) -> Channel {
        self.0.town.slack().announcements()
    }

    fn add_channel(&self, name: &str) -> Channel {
        let channel = self.0.town.slack().add_channel(name);
        self.0.town.slack().invite_bot(channel);
        channel
    }

    async fn call(
        &self,
        person: Member,
        channel: Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Shown {
        let values = args.iter().map(|(_, value)| *value);
        let words: Vec<&str> = std::iter::once(name).chain(values).collect();
        let typed = words.join(" ");
        let slack = self.0.town.slack();
        // What changed about the person has come through.
        slack.acknowledged().await;
        settled(slack.slash(&person, channel, "/dash", &typed)).await
    }

    async fn typing(&self, _: Member) -> Option<Shown> {
        None
    }

    async fn press(&self, person: Member, on: &Shown, button: &str) -> Shown {
        let slack = self.0.town.slack();
        // Who has just joined is known.
        slack.acknowledged().await;
        answered(slack.press(&person, on, button), on).await
    }

    async fn choose(&self, person: Member, on: &Shown, menu: &str, choice: &str) -> Shown {
        let slack = self.0.town.slack();
        answered(slack.choose(&person, on, menu, &[choice]), on).await
    }

    async fn submit(&self, person: Member, form: &Shown, values: &[(&str, &str)]) -> Shown {
        settled(self.0.town.slack().submit(&person, form, object(values))).await
    }

    async fn keep_editing(&self, _: Member, refused: &Shown, _: &str) -> Shown {
        // It stands open, with what is wrong at its field.
        refused.clone()
    }

    async fn mention(&self, person: Member, text: &str) -> Shown {
        let slack = self.0.town.slack();
        slack.mention(&person, slack.general(), text).await
    }

    async fn ask_on(&self, person: Member, answer: &Shown, text: &str) -> Shown {
        let slack = self.0.town.slack();
        let text = format!("{} {text}", slack.bot().mention());
        let place = answer.as_message().place();
        slack.reply(&person, place, &text).await
    }

    async fn direct(&self, person: Member, text: &str) -> Shown {
        self.0.town.slack().dm(&person, text).await
    }

    async fn post(&self, channel: Channel, number: usize) -> Shown {
        self.0.town.slack().post(channel, number).await
    }

    async fn private_post(&self, person: Member, number: usize) -> Shown {
        self.0.town.slack().private_post(&person, number).await
    }

    async fn changed(&self, message: &Shown, says: &str) -> Shown {
        let slack = self.0.town.slack();
        let place = message.as_message().place();
        slack
            .until(|state| {
                let found = state.message(place);
                found.is_some_and(|found| format!("{found:?}").contains(says))
            })
            .await;
        slack.look(place).expect("it stands")
    }

    async fn quiet(&self) {
        self.0.town.slack().acknowledged().await;
    }

    async fn count(&self, channel: Channel) -> usize {
        self.0.town.slack().messages(channel).len()
    }
}

/// What somebody is shown in the end: "one moment" and a form that closes before its answer are on the way there, and
/// their own page, which follows what happens when it likes.
pub(crate) async fn settled(act: Act<'_>) -> Shown {
    let interaction = act.send().await;
    for number in 0.. {
        let shown = interaction.nth(number).await;
        if !is_on_the_way(&shown) {
            return shown;
        }
    }
    unreachable!("it is shown or waited for in vain")
}

/// What a press on a message shows at the end. A post that changes meanwhile is no answer.
async fn answered(act: Act<'_>, on: &Shown) -> Shown {
    let interaction = act.send().await;
    let place = match on {
        Shown::Message { message, .. } if !message.is_ephemeral() => Some(message.place()),
        _ => None,
    };
    for number in 0.. {
        let shown = interaction.nth(number).await;
        let post =
            matches!(&shown, Shown::Message { message, .. } if Some(message.place()) == place);
        if !post && !is_on_the_way(&shown) {
            return shown;
        }
    }
    unreachable!("it is shown or waited for in vain")
}

fn is_on_the_way(shown: &Shown) -> bool {
    match shown {
        Shown::View(view) => view.data["type"] == "home" || view.data["callback_id"] == "loading",
        Shown::Closed => true,
        _ => false,
    }
}
