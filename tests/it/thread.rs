//! A question to the team that is asked in a thread is answered there where its asker wants that, on Discord and in Slack, on
//! SQLite and PostgreSQL; where the thread takes nothing more, in a direct message.

use testkit::{discord, slack};

use crate::{
    bot::{Database, Town},
    stage::{House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

/// A platform on which there are threads.
trait Threads: Stage {
    /// Somebody asks the bot something in a thread of its own; the answer there.
    async fn ask_in_thread(&self, person: Self::Person, question: &str) -> Self::Shown;
    /// Somebody takes that to the team from its answer; what they are shown before it is sent.
    async fn take_to_team(
        &self,
        person: Self::Person,
        answer: &Self::Shown,
        button: &str,
        question: &str,
    ) -> Self::Shown;
    /// What the bot said of its own accord in the thread of this answer (1 is the first), once it stands there.
    async fn in_thread(&self, answer: &Self::Shown, number: usize) -> Self::Shown;
    /// Whether a message notifies this person, and nobody else.
    fn notifies(&self, message: &Self::Shown, person: Self::Person) -> bool;
    /// Waits until a message stands there no longer.
    async fn gone(&self, message: &Self::Shown);
    /// From now on the thread takes nothing of the bot's.
    fn shut(&self, answer: &Self::Shown);
}

impl Threads for OnDiscord {
    async fn ask_in_thread(&self, person: Self::Person, question: &str) -> Self::Shown {
        let discord = &self.0.town.discord;
        let thread = discord.add_thread(discord.general(), "Bikes");
        self.call(person, thread, "ask", &[("question", question)])
            .await
    }

    async fn take_to_team(
        &self,
        person: Self::Person,
        answer: &Self::Shown,
        button: &str,
        _: &str,
    ) -> Self::Shown {
        self.press(person, answer, button).await
    }

    async fn in_thread(&self, answer: &Self::Shown, number: usize) -> Self::Shown {
        let thread = answer.as_message().channel;
        self.0.town.discord.post(thread, number).await
    }

    fn notifies(&self, message: &Self::Shown, person: Self::Person) -> bool {
        message.as_message().pings == [person]
    }

    async fn gone(&self, message: &Self::Shown) {
        let place = message.as_message().place();
        let deleted = |state: &discord::State| state.deleted().contains(&place);
        self.0.town.discord.until(deleted).await;
    }

    fn shut(&self, answer: &Self::Shown) {
        let thread = answer.as_message().channel;
        self.0.town.discord.delete_channel(thread);
    }
}

impl Threads for OnSlack {
    async fn ask_in_thread(&self, person: Self::Person, question: &str) -> Self::Shown {
        self.mention(person, question).await
    }

    async fn take_to_team(
        &self,
        person: Self::Person,
        answer: &Self::Shown,
        button: &str,
        question: &str,
    ) -> Self::Shown {
        // Everybody sees the answer: whose question it was stands in none of its buttons.
        let form = self.press(person, answer, button).await;
        self.submit(person, &form, &[("question", question)]).await
    }

    async fn in_thread(&self, answer: &Self::Shown, number: usize) -> Self::Shown {
        let slack = self.0.town.slack();
        let (channel, thread) = (answer.as_message().channel, answer.as_message().thread);
        let place = slack.wait_for(|state| {
            let all = state.messages(channel).into_iter();
            let posts = all.filter(|it| it.thread == thread && it.metadata["event_type"] == POST);
            posts.map(slack::Message::place).nth(number - 1)
        });
        let place = place.await;
        slack.look(place).expect("it stands")
    }

    fn notifies(&self, message: &Self::Shown, person: Self::Person) -> bool {
        let said = serde_json::to_string(&message.as_message().blocks).expect("it is JSON");
        let named = format!(r#""user_id":"{}""#, person.id());
        said.matches(r#""user_id""#).count() == 1 && said.contains(&named)
    }

    async fn gone(&self, message: &Self::Shown) {
        let place = message.as_message().place();
        let deleted = |state: &slack::State| state.deleted().contains(&place);
        self.0.town.slack().until(deleted).await;
    }

    fn shut(&self, answer: &Self::Shown) {
        self.0.town.slack().remove_bot(answer.as_message().channel);
    }
}

/// What the courier's messages are marked with in Slack.
const POST: &str = "dash_post";
const COFFEE: &str = "Who repairs the coffee machine?";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_in_its_thread_on_discord_with_sqlite() {
    let town = Town::new(Database::sqlite()).await;
    answered_there(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_in_its_thread_on_discord_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::new(database).await;
        answered_there(OnDiscord(InTown::start(town).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_in_its_thread_on_slack_with_sqlite() {
    let town = Town::on_slack(Database::sqlite()).await;
    answered_there(OnSlack(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_in_its_thread_on_slack_over_http_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::on_slack_over_http(database).await;
        answered_there(OnSlack(InTown::start(town).await)).await;
    }
}

async fn answered_there<S: Threads>(stage: S) {
    let mut seen = Transcript::default();
    let (anna, sam) = (stage.join("Anna"), stage.join_staff("Sam"));
    stage.set_locale(anna, "nl");
    let staff = stage.staff_channel();
    let asked = "Mag ik de bakfiets van DASH een middag lenen?";
    let unsure = stage.ask_in_thread(anna, asked).await;
    let summary = stage.take_to_team(anna, &unsure, "Vraag het team", asked);
    let summary = summary.await;
    seen.add("Anna ziet wie wat te zien krijgt", &summary);
    let sent = stage.press(anna, &summary, "Sturen, antwoord hier").await;
    seen.add("Anna wil het antwoord in het draadje", sent);
    seen.add("Anna's bewijs", stage.private_notice(anna, 1).await);

    let card = stage.post(staff, 1).await;
    seen.add("The staff's card", &card);
    let [check, sent] = replied(&stage, sam, &card, "Dat mag.").await;
    seen.add("Sam checks the reply", check);
    seen.add("Sam sends it", sent);
    let reply = stage.in_thread(&unsure, 1).await;
    seen.add("Iedereen leest het in het draadje", &reply);
    assert!(stage.notifies(&reply, anna), "{reply}");

    let bram = stage.join("Bram");
    for button in ["Terugschrijven", "Hier heb ik wat aan"] {
        let refused = stage.press(bram, &reply, button).await;
        seen.add(&format!("Bram presses {button}"), refused);
    }
    let form = stage.press(anna, &reply, "Terugschrijven").await;
    let text = [("text", "Fijn. Waar ligt de sleutel?")];
    let back = stage.submit(anna, &form, &text).await;
    seen.add("Anna schrijft terug", &back);
    seen.add("Staff read it", stage.post(staff, 2).await);

    stage.shut(&unsure);
    replied(&stage, sam, &card, "Bij de receptie.").await;
    let instead = stage.private_notice(anna, 2).await;
    seen.add("Het draadje is er niet meer, Anna hoort het zo", &instead);
    let helped = stage.press(anna, &instead, "Hier heb ik wat aan").await;
    seen.add("Anna heeft er wat aan", helped);
    seen.add("The card", stage.changed(&card, "Done with").await);
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("thread_{}", S::NAME), seen.text());
}

/// Somebody of staff replies as the team; what they are shown before and after.
async fn replied<S: Stage>(
    stage: &S,
    staff: S::Person,
    card: &S::Shown,
    text: &str,
) -> [S::Shown; 2] {
    let form = stage.press(staff, card, "Reply").await;
    let check = stage.submit(staff, &form, &[("text", text)]).await;
    let sent = stage.press(staff, &check, "Send as the team").await;
    [check, sent]
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_no_direct_messages_is_told_where_the_reply_stands() {
    let town = Town::new(Database::sqlite()).await;
    let stage = OnDiscord(InTown::start(town).await);
    let anna = stage.join("Anna");
    assert!(stage.close_directs(anna));
    let asked = [("question", COFFEE)];
    let summary = stage.call(anna, stage.general(), "team ask", &asked).await;
    let sent = stage.press(anna, &summary, "Send to the team").await;
    let sent = sent.to_string();
    assert!(
        sent.contains("you find the reply only under My questions"),
        "{sent}"
    );
    assert!(!sent.contains("sign-up"), "{sent}");
    let asked = "May I borrow the cargo bike of DASH?";
    let unsure = stage.ask_in_thread(anna, asked).await;
    let summary = stage.take_to_team(anna, &unsure, "Ask the team", asked);
    let sent = stage.press(anna, &summary.await, "Send, answer here").await;
    let sent = sent.to_string();
    assert!(!sent.contains("direct message"), "{sent}");
    let mine = stage.call(anna, stage.general(), "team questions", &[]);
    let mine = mine.await.to_string();
    assert!(!mine.contains("was refused"), "{mine}");
    stage.quiet().await;
    stage.into_house().end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn that_it_is_for_others_is_told_in_the_thread_on_discord() {
    let town = Town::new(Database::sqlite()).await;
    passed_on(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn that_it_is_for_others_is_told_in_the_thread_on_slack() {
    let town = Town::on_slack(Database::sqlite()).await;
    passed_on(OnSlack(InTown::start(town).await)).await;
}

async fn passed_on<S: Threads>(stage: S) {
    let mut seen = Transcript::default();
    let (eva, sam) = (stage.join("Eva"), stage.join_staff("Sam"));
    let unsure = stage.ask_in_thread(eva, COFFEE).await;
    let summary = stage
        .take_to_team(eva, &unsure, "Ask the team", COFFEE)
        .await;
    seen.add("Eva sees who will see what", &summary);
    let sent = stage.press(eva, &summary, "Send, answer here").await;
    seen.add("Eva sends it", sent);
    let card = stage.post(stage.staff_channel(), 1).await;
    let closed = stage.choose(sam, &card, "More", "Not for us").await;
    seen.add("Sam says that it is not for us", &closed);
    let passed = stage.in_thread(&unsure, 1).await;
    seen.add("Eva reads it in the thread", &passed);
    // Who is erased leaves nothing there.
    let erase = stage.call(eva, stage.general(), "mydata erase", &[]).await;
    stage.press(eva, &erase, "Erase for good").await;
    stage.gone(&passed).await;
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("thread_passed_{}", S::NAME), seen.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_back_that_is_sent_twice_is_one_on_discord() {
    let town = Town::new(Database::sqlite()).await;
    sent_twice(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_back_that_is_sent_twice_is_one_on_discord_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::new(database).await;
        sent_twice(OnDiscord(InTown::start(town).await)).await;
    }
}

async fn sent_twice(stage: OnDiscord) {
    let (anna, sam) = (stage.join("Anna"), stage.join_staff("Sam"));
    let (general, staff) = (stage.general(), stage.staff_channel());
    let asked = [("question", COFFEE)];
    let summary = stage.call(anna, general, "team ask", &asked).await;
    stage.press(anna, &summary, "Send to the team").await;
    let card = stage.post(staff, 1).await;
    replied(&stage, sam, &card, "Jan does.").await;
    let reply = stage.private_notice(anna, 2).await;
    let form = stage.press(anna, &reply, "Answer back").await;
    let text = [("text", "Which Jan?")];
    let first = stage.submit(anna, &form, &text).await;
    let second = stage.submit(anna, &form, &text).await;
    assert_eq!(first.to_string(), second.to_string());
    // Another form is another answer.
    let form = stage.press(anna, &reply, "Answer back").await;
    stage.submit(anna, &form, &text).await;
    stage.post(staff, 3).await;
    let mut posts = stage.0.town.discord.messages(staff);
    posts.retain(|it| !it.is_ephemeral());
    assert_eq!(posts.len(), 3, "the card and two answers");
    stage.into_house().end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_whose_fate_is_unknown_is_found_in_its_thread_in_slack() {
    let town = Town::on_slack(Database::sqlite()).await;
    let mut stage = OnSlack(InTown::start(town).await);
    let (eva, sam) = (stage.join("Eva"), stage.join_staff("Sam"));
    let (unsure, card) = asked_to_be_answered_there(&stage, eva).await;
    let slack = stage.0.town.slack();
    let lost = slack.fault(slack::Fault::on("chat.postMessage").lose());
    replied(&stage, sam, &card, "Jan does.").await;
    lost.met(1).await;
    let looks = |it: &slack::Recorded| {
        it.method == "conversations.replies" && it.body["include_all_metadata"] == "true"
    };
    let looked = |state: &slack::State| state.requests().iter().any(looks);
    stage.house().until_slack(looked).await;
    // What follows in the thread stands there second, and last.
    replied(&stage, sam, &card, "Jan of the canteen.").await;
    let second = stage.in_thread(&unsure, 2).await;
    assert!(second.to_text().contains("canteen"), "{second}");
    let messages = stage
        .0
        .town
        .slack()
        .messages(unsure.as_message().channel)
        .into_iter();
    let posts = messages.filter(|it| it.metadata["event_type"] == POST);
    assert_eq!(posts.count(), 2);
    stage.into_house().end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_whose_thread_goes_while_its_fate_is_unknown_comes_as_a_direct_message_in_slack() {
    let town = Town::on_slack(Database::sqlite()).await;
    let mut stage = OnSlack(InTown::start(town).await);
    let (eva, sam) = (stage.join("Eva"), stage.join_staff("Sam"));
    let (unsure, card) = asked_to_be_answered_there(&stage, eva).await;
    let slack = stage.0.town.slack();
    let lost = slack.fault(slack::Fault::on("chat.postMessage").cut());
    replied(&stage, sam, &card, "Jan does.").await;
    lost.met(1).await;
    let slack = stage.0.town.slack();
    let channel = unsure.as_message().channel;
    for message in slack.messages(channel) {
        slack.delete(&message);
    }
    let conversation = slack.conversation(&eva);
    let told = |state: &slack::State| state.messages(conversation).len() > 1;
    stage.house().until_slack(told).await;
    let instead = stage.private_notice(eva, 2).await;
    let why = "It could not be written to, so it comes here.";
    assert!(instead.to_text().contains(why), "{instead}");
    stage.into_house().end().await;
}

/// Eva asks in a thread, and wants to be answered there: the bot's answer in it, and the staff's card.
async fn asked_to_be_answered_there<S: Threads>(stage: &S, eva: S::Person) -> (S::Shown, S::Shown) {
    let unsure = stage.ask_in_thread(eva, COFFEE).await;
    let summary = stage
        .take_to_team(eva, &unsure, "Ask the team", COFFEE)
        .await;
    stage.press(eva, &summary, "Send, answer here").await;
    stage.private_notice(eva, 1).await;
    let card = stage.post(stage.staff_channel(), 1).await;
    (unsure, card)
}
