//! Makes HTML of Markdown in our own words; raw HTML in it is shown as text.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

pub(super) fn markdown(source: &str) -> Markup {
    let mut links = Vec::new();
    let events = Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH)
        .filter_map(|event| tame(event, &mut links));
    let mut out = String::new();
    push_html(&mut out, events);
    PreEscaped(out)
}

/// Whether a link leads where links may: `https`, or `http` on this machine.
pub(super) fn is_safe(url: &str) -> bool {
    let local = ["localhost", "127.0.0.1", "[::1]"];
    url.starts_with("https://")
        || url.strip_prefix("http://").is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let port = |host: &str, name| {
                let rest = host.strip_prefix(name)?;
                (rest.is_empty() || rest.strip_prefix(':')?.parse::<u16>().is_ok()).then_some(())
            };
            local.iter().any(|name| port(host, name).is_some())
        })
}

/// Leaves of an event what a card may hold. `links` remembers which of the open links became one.
fn tame<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    Some(match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        // The card's title is the heading above all others.
        Event::Start(Tag::Heading { .. }) => raw("<h4>"),
        Event::End(TagEnd::Heading(_)) => raw("</h4>"),
        // Of a picture stays what it shows; pictures have a block of their own.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::Link { dest_url, .. }) => {
            let safe = is_safe(&dest_url);
            links.push(safe);
            if !safe {
                return None;
            }
            let open = html! { a href=(&*dest_url) rel="noopener noreferrer" {} };
            let open = open.into_string().replace("</a>", "");
            Event::Html(CowStr::from(open))
        }
        Event::End(TagEnd::Link) => {
            if !links.pop().unwrap_or_default() {
                return None;
            }
            raw("</a>")
        }
        other => other,
    })
}

fn raw(html: &'static str) -> Event<'static> {
    Event::Html(CowStr::Borrowed(html))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_safe, markdown};

    fn html(source: &str) -> String {
        markdown(source).into_string()
    }

    #[test]
    fn emphasis_lists_and_code_are_kept() {
        insta::assert_snapshot!(html("# Top\n*a* **b** `c<d`\n\n- one\n- two"), @r#"
        <h4>Top</h4>
        <p><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>
        <ul>
        <li>one</li>
        <li>two</li>
        </ul>
        "#);
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        insta::assert_snapshot!(html("a <b onclick=x>b</b>\n\n<script>alert(1)</script>"), @r"
        <p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>
        <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
        ");
    }

    #[test]
    fn links_lead_to_https_or_this_machine_only() {
        insta::assert_snapshot!(
            html("[a](https://x.example/?a=1&b=\"2) [b](javascript:alert(1)) ![c](https://x.example/c.png)"),
            @r#"<p><a href="https://x.example/?a=1&amp;b=&quot;2" rel="noopener noreferrer">a</a> b c</p>"#
        );
        for url in [
            "http://localhost:8080/x",
            "http://[::1]/",
            "https://a.example",
        ] {
            assert!(is_safe(url), "{url}");
        }
        for url in [
            "http://a.example",
            "http://localhost.evil.example",
            "http://localhost:1@evil.example",
            "data:text/html,x",
            "//a.example",
            "/choose/person",
            " https://a.example",
        ] {
            assert!(!is_safe(url), "{url}");
        }
    }

    proptest! {
        #[test]
        fn no_text_opens_an_element_of_its_own(source in "[a-z<>\"'&=/!\\[\\]()`*\\n -]{0,80}") {
            let html = html(&source);
            for tag in html.split('<').skip(1) {
                let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
                let known = [
                    "p", "/p", "em", "/em", "strong", "/strong", "code", "/code", "pre", "/pre", "ul",
                    "/ul", "ol", "/ol", "li", "/li", "h4", "/h4", "a", "/a", "blockquote", "/blockquote",
                    "br", "hr", "del", "/del",
                ];
                prop_assert!(known.contains(&name.as_str()), "{html}");
            }
        }
    }
}
