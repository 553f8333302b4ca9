//! The page as a browser without scripts has it: links followed, forms sent, HTML read.

use reqwest::Client;

/// Somebody whose browser runs no scripts.
pub(crate) struct Forms {
    client: Client,
    base: String,
    /// The page as it was served last.
    html: String,
}

impl Forms {
    pub(crate) fn new(base: &str) -> Self {
        let client = Client::builder().no_proxy().build();
        Self {
            client: client.expect("a client can be made"),
            base: base.to_owned(),
            html: String::new(),
        }
    }

    /// Goes to an address of the page.
    pub(crate) async fn visit(&mut self, path: &str) {
        let request = self.client.get(format!("{}{path}", self.base));
        self.html = served(request).await;
    }

    /// Sends a line.
    pub(crate) async fn say(&mut self, line: &str) {
        self.post("/ask/say", &[("line", line)]).await;
    }

    /// Presses the latest button of this name.
    pub(crate) async fn press(&mut self, name: &str) {
        let form = self.form_before(&format!(">{name}</button>"));
        let fields = hidden(&form);
        self.post("/ask/press", &pairs(&fields)).await;
    }

    /// Chooses from the latest menu of this name.
    pub(crate) async fn choose(&mut self, label: &str, option: &str) {
        let form = self.form_before(&format!(">{label}</label>"));
        let mut fields = hidden(&form);
        let (_, after) = self.cut(&format!(">{label}</label>"));
        let (before, _) = after
            .split_once(&format!(">{option}</option>"))
            .expect("the option is there");
        let (_, tag) = before.rsplit_once("<option").expect("an option begins");
        fields.push(("value".to_owned(), attribute(tag, "value").to_owned()));
        self.post("/ask/press", &pairs(&fields)).await;
    }

    /// Fills in the latest form and sends it.
    pub(crate) async fn fill(&mut self, answers: &[(&str, &str)]) {
        let form = self.form_before("class=\"field\"");
        let fields = hidden(&form);
        let mut all = pairs(&fields);
        all.extend(answers);
        self.post("/ask/submit", &all).await;
    }

    /// Checks that the page says this.
    pub(crate) fn reads(&self, says: &str) {
        assert!(self.html.contains(says), "{says} is not in {}", self.html);
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) {
        let request = self.client.post(format!("{}{path}", self.base));
        let request = request.header("origin", &self.base).form(fields);
        self.html = served(request).await;
    }

    /// The conversation before and after the last time that this stands in it.
    fn cut(&self, mark: &str) -> (&str, &str) {
        let (log, _) = self.html.split_once("</section>").expect("a conversation");
        let cut = log.rsplit_once(mark);
        cut.unwrap_or_else(|| panic!("{mark} is not in {}", self.html))
    }

    /// The beginning of the form in which this stands.
    fn form_before(&self, mark: &str) -> String {
        let (before, _) = self.cut(mark);
        let (_, form) = before.rsplit_once("<form").expect("it stands in a form");
        form.to_owned()
    }
}

/// The page that is served in the end, redirects followed.
async fn served(request: reqwest::RequestBuilder) -> String {
    let response = request.send().await.expect("the page is served");
    assert!(response.status().is_success(), "{}", response.status());
    response.text().await.expect("the page is text")
}

/// A form's hidden fields.
fn hidden(form: &str) -> Vec<(String, String)> {
    let tags = form.split("<input type=\"hidden\"").skip(1);
    let field = |tag: &str| {
        (
            attribute(tag, "name").to_owned(),
            attribute(tag, "value").to_owned(),
        )
    };
    tags.map(field).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let (_, value) = tag
        .split_once(&format!("{name}=\""))
        .expect("the attribute is there");
    value.split('"').next().unwrap_or_default()
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect()
}
