//! The page in the browser, used as a person with a keyboard does, and read as it is shown.

use std::{path::Path, time::Duration};

use clock::Clock;
use fantoccini::{
    Client, Locator,
    elements::Element,
    error::{CmdError, ErrorStatus},
    key::Key,
};
use serde_json::json;

use crate::browser::DevTools;

/// How long something may take to be shown.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often is looked whether it is.
const EVERY: Duration = Duration::from_millis(40);

/// What must hold for everybody to be able to use the page; gives what does not.
const ACCESSIBLE: &str = include_str!("accessible.js");

/// What has the focus without being seen to have it.
const FOCUS: &str = "const focused = document.activeElement; \
    const style = getComputedStyle(focused); \
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; \
    return seen || focused === document.body ? null : focused.outerHTML;";

/// The page, open in a browser.
#[derive(Clone)]
pub(crate) struct Page {
    client: Client,
    base: String,
}

impl Page {
    /// Opens the page that is served at `base`.
    pub(crate) async fn open(client: Client, base: String) -> Self {
        let page = Self { client, base };
        page.resize(1100, 860).await;
        page.visit("/").await;
        page
    }

    /// Goes to an address of the page.
    pub(crate) async fn visit(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        self.client
            .goto(&address)
            .await
            .expect("the page is served");
    }

    /// Goes away from the page.
    pub(crate) async fn leave(&self) {
        let gone = self.client.goto("about:blank").await;
        gone.expect("the browser has an empty page");
    }

    /// Loads the page anew.
    pub(crate) async fn reload(&self) {
        self.client.refresh().await.expect("the page is served");
    }

    /// Goes to a channel by its link.
    pub(crate) async fn channel(&self, name: &str) {
        self.press_in("nav", name, "a").await;
        let heading = format!("//h2[normalize-space(.)=\"{name}\"]");
        self.find(&heading).await;
    }

    /// Presses one of the switches in the head: the person or the language.
    pub(crate) async fn switch(&self, to: &str) {
        self.press_in("header", to, "button").await;
        self.find(&format!(
            "//header//button[@aria-pressed=\"true\"][contains(., \"{to}\")]"
        ))
        .await;
    }

    /// Types a line and sends it with Enter.
    pub(crate) async fn say(&self, line: &str) {
        self.type_line(&format!("{line}{}", Key::Enter)).await;
    }

    /// Types into the line, keys such as the arrows included.
    pub(crate) async fn type_line(&self, keys: &str) {
        self.type_into("//input[@id=\"command\"]", keys).await;
    }

    /// What stands in the line.
    pub(crate) async fn line(&self) -> String {
        let line = self.find("//input[@id=\"command\"]").await;
        let value = line.prop("value").await.expect("the line has a value");
        value.unwrap_or_default()
    }

    /// Waits for a suggestion that says this.
    pub(crate) async fn suggestion(&self, says: &str) {
        let offer = format!("//ul[@id=\"offers\"][not(@hidden)]/li[contains(., \"{says}\")]");
        self.find(&offer).await;
    }

    /// Fills in a field of a form by its label.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        self.type_into(&labelled(label), text).await;
    }

    /// What stands in a field.
    pub(crate) async fn filled(&self, label: &str) -> String {
        let field = self.find(&labelled(label)).await;
        let value = field.prop("value").await.expect("the field has a value");
        value.unwrap_or_default()
    }

    /// Chooses from a menu by typing the beginning of what is meant, and presses the button beside it.
    pub(crate) async fn choose(&self, label: &str, beginning: &str) {
        let keys = format!("{beginning}{}{}", Key::Tab, Key::Enter);
        self.type_into(&labelled(label), &keys).await;
    }

    /// Waits until the menu says that this is chosen.
    pub(crate) async fn chosen(&self, label: &str, option: &str) {
        let chosen = format!(
            "{}/option[@selected][contains(., \"{option}\")]",
            labelled(label)
        );
        self.find(&chosen).await;
    }

    /// Presses the latest button of this name in the conversation.
    pub(crate) async fn press(&self, name: &str) {
        self.press_in("section[@id=\"log\"]", name, "button").await;
    }

    /// Presses what begins with this name: a channel's link may say that something is new there.
    async fn press_in(&self, place: &str, name: &str, element: &str) {
        let named =
            format!("(//{place}//{element}[starts-with(normalize-space(.), \"{name}\")])[last()]");
        self.type_into(&named, &Key::Enter.to_string()).await;
    }

    /// Waits until something in the conversation says this; the latest such article, as it is read.
    pub(crate) async fn reads(&self, says: &str) -> String {
        self.text(&format!(
            "(//article[contains(normalize-space(.), \"{says}\")])[last()]"
        ))
        .await
    }

    /// Waits until the newest of the conversation says this; as it is read.
    pub(crate) async fn answers(&self, says: &str) -> String {
        self.text(&format!(
            "//article[not(following-sibling::article)][contains(normalize-space(.), \"{says}\")]"
        ))
        .await
    }

    /// Waits until a card says that a fact is so.
    pub(crate) async fn fact(&self, label: &str, value: &str) {
        self.find(&format!(
            "//article//div[dt=\"{label}\"][normalize-space(dd)=\"{value}\"]"
        ))
        .await;
    }

    /// The names of the buttons in the newest article.
    pub(crate) async fn buttons(&self) -> Vec<String> {
        let buttons = Locator::Css("article:last-of-type button");
        let mut names = Vec::new();
        for button in self
            .client
            .find_all(buttons)
            .await
            .expect("the page is there")
        {
            names.push(button.text().await.expect("it stands"));
        }
        names
    }

    /// Waits until the link to a channel says that something is new there.
    pub(crate) async fn news(&self, channel: &str) {
        self.find(&news_of(channel)).await;
    }

    /// Whether it says so now.
    pub(crate) async fn is_marked(&self, channel: &str) -> bool {
        let found = self
            .client
            .find_all(Locator::XPath(&news_of(channel)))
            .await;
        !found.expect("the page is there").is_empty()
    }

    /// How often something that says this stands in the conversation.
    pub(crate) async fn count(&self, says: &str) -> usize {
        let articles = format!("//article[contains(normalize-space(.), \"{says}\")]");
        let found = self.client.find_all(Locator::XPath(&articles)).await;
        found.expect("the page is there").len()
    }

    /// Waits for an element; the text that is shown of it.
    pub(crate) async fn text(&self, xpath: &str) -> String {
        loop {
            match self.find(xpath).await.text().await {
                Ok(text) => return text,
                Err(error) if is_replaced(&error) => {}
                Err(error) => panic!("cannot read {xpath}: {error}"),
            }
        }
    }

    async fn type_into(&self, xpath: &str, keys: &str) {
        let clock = Clock::system();
        let typing = async {
            loop {
                match self.find(xpath).await.send_keys(keys).await {
                    Ok(()) => return,
                    Err(error) if is_replaced(&error) => {}
                    // A page that has just come has no shape yet.
                    Err(error) if is_out_of_reach(&error) => clock.sleep(EVERY).await,
                    Err(error) => panic!("cannot type into {xpath}: {error}"),
                }
            }
        };
        let typed = clock.timeout(PATIENCE, typing).await;
        assert!(typed.is_ok(), "nobody can type into {xpath}");
    }

    async fn find(&self, xpath: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE).every(EVERY);
        match wait.for_element(Locator::XPath(xpath)).await {
            Ok(element) => element,
            Err(error) => {
                let shown = self.client.find(Locator::Css("body")).await;
                let shown = match shown {
                    Ok(body) => body.text().await.unwrap_or_default(),
                    Err(error) => error.to_string(),
                };
                panic!("{xpath} is not shown: {error}. Shown is:\n{shown}");
            }
        }
    }

    /// What a script gives.
    pub(crate) async fn ask(&self, script: &str) -> serde_json::Value {
        let answer = self.client.execute(script, vec![]).await;
        answer.expect("the script works")
    }

    /// What a script gives that is told what to do.
    pub(crate) async fn tell(&self, script: &str, what: &str) -> serde_json::Value {
        let answer = self.client.execute(script, vec![json!(what)]).await;
        answer.expect("the script works")
    }

    /// Keeps something in the browser, as the page would.
    pub(crate) async fn cookie(&self, name: &str, value: &str) {
        let cookie = json!({ "name": name, "value": value, "url": self.base });
        self.order("Network.setCookie", cookie).await;
    }

    /// Presses a button of an article.
    pub(crate) async fn press_on(&self, article: &str, name: &str) {
        let button = format!("//article[@id=\"{article}\"]//button[normalize-space(.)=\"{name}\"]");
        self.type_into(&button, &Key::Enter.to_string()).await;
    }

    /// Chooses from a menu of an article, and presses the button beside it.
    pub(crate) async fn choose_on(&self, article: &str, menu: &str, choice: &str) {
        let label = format!("//article[@id=\"{article}\"]//label[normalize-space(.)=\"{menu}\"]");
        let select = format!("//*[@id={label}/@for]");
        let chosen = self.find(&select).await.select_by_label(choice).await;
        chosen.expect("the menu has it");
        let button = format!("{select}/following-sibling::button");
        self.type_into(&button, &Key::Enter.to_string()).await;
    }

    /// Fills in a field of the form in an article, by the name of what it asks for.
    pub(crate) async fn fill_on(&self, article: &str, name: &str, value: &str) {
        let field = format!("//article[@id=\"{article}\"]//*[@name=\"{name}\"]");
        let cleared = self.find(&field).await.clear().await;
        cleared.expect("the field can be cleared");
        self.type_into(&field, value).await;
    }

    /// Sends the form in an article.
    pub(crate) async fn send_form(&self, article: &str) {
        let button = format!(
            "//article[@id=\"{article}\"]/form[contains(@class, \"questions\")]//button[@class=\"primary\"]"
        );
        self.type_into(&button, &Key::Enter.to_string()).await;
    }

    /// Checks that everybody can use what is shown now.
    pub(crate) async fn is_accessible(&self) {
        let wrong = self.ask(ACCESSIBLE).await;
        assert_eq!(wrong, json!([]), "not everybody can use this page");
    }

    /// Goes through the page with Tab, and checks that one sees each time where one is.
    pub(crate) async fn shows_where_the_focus_is(&self) {
        for _ in 0..12 {
            self.type_into_focused(Key::Tab).await;
            let unseen = self.ask(FOCUS).await;
            assert_eq!(
                unseen,
                json!(null),
                "one does not see that this has the focus"
            );
        }
    }

    async fn type_into_focused(&self, key: Key) {
        let focused = self
            .client
            .active_element()
            .await
            .expect("something has it");
        focused
            .send_keys(&key.to_string())
            .await
            .expect("it takes keys");
    }

    /// Gives the page a window of this size, in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let mobile = width < 600;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.order("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Says that the person likes `light` or `dark`.
    pub(crate) async fn prefer(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.order(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    async fn order(&self, command: &'static str, parameters: serde_json::Value) {
        let told = self.client.issue_cmd(DevTools(command, parameters)).await;
        told.expect("the browser does it");
    }

    /// Saves a picture of what is shown, where the environment asks for pictures.
    pub(crate) async fn picture(&self, name: &str) {
        let Some(directory) = std::env::var_os("DASH_BOT_PICTURES") else {
            return;
        };
        self.ask("document.activeElement.blur()").await;
        let picture = self.client.screenshot().await.expect("a picture is taken");
        let file = Path::new(&directory).join(name);
        std::fs::write(file, picture).expect("the picture can be saved");
    }
}

/// A field by the label that people read.
fn labelled(label: &str) -> String {
    format!("(//*[@id=//article//label[normalize-space(.)=\"{label}\"]/@for])[last()]")
}

/// What marks the link to a channel where something is new.
fn news_of(channel: &str) -> String {
    format!("//nav//a[contains(., \"{channel}\")]/span[@class=\"new\"]")
}

/// Whether an element is there, and not where a person could use it.
fn is_out_of_reach(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(error) if error.error == ErrorStatus::ElementNotInteractable)
}

/// Whether the page put something newer in an element's place between finding and using it.
fn is_replaced(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(error) if error.error == ErrorStatus::StaleElementReference)
}
