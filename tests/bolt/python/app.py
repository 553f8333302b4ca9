"""A small bot on Slack's own library: what it understands and what it sends is what the fake Slack is held against."""

import os
import sys
import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])


def plain(text):
    return {"type": "plain_text", "text": text}


def form(title):
    day = lambda name, value: {"text": plain(name), "value": value}
    return {
        "type": "modal",
        "callback_id": "signup",
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "private_metadata": "c1",
        "blocks": [
            {
                "type": "input",
                "block_id": "topic",
                "label": plain("Topic"),
                "element": {"type": "plain_text_input", "action_id": "topic", "max_length": 100},
            },
            {
                "type": "input",
                "block_id": "days",
                "optional": True,
                "label": plain("Days"),
                "element": {
                    "type": "checkboxes",
                    "action_id": "days",
                    "options": [day("Monday", "mo"), day("Tuesday", "tu")],
                },
            },
            {
                "type": "input",
                "block_id": "who",
                "optional": True,
                "label": plain("With whom"),
                "element": {
                    "type": "external_select",
                    "action_id": "who",
                    "min_query_length": 1,
                    "placeholder": plain("Search"),
                },
            },
        ],
    }


@app.command("/dash")
def dash(ack, respond, command):
    text = command.get("text", "")
    if text == "ack":
        ack("One moment")
        return
    ack()
    button = {"type": "button", "action_id": "open", "value": "c1", "style": "primary", "text": plain("Sign up")}
    respond(
        text=f"You asked: {text}",
        blocks=[
            {"type": "section", "text": {"type": "mrkdwn", "text": f"*You asked:* {text}"}},
            {"type": "actions", "elements": [button]},
        ],
    )


@app.action("open")
def open_form(ack, body, client):
    ack()
    opened = client.views_open(trigger_id=body["trigger_id"], view=form("Loading"))
    view = opened["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=form("Sign up"))


@app.options("who")
def who(ack, payload):
    ack(options=[{"text": plain(payload["value"] + "!"), "value": payload["value"]}])


@app.view("signup")
def signup(ack, body, view, client):
    values = view["state"]["values"]
    topic = values["topic"]["topic"]["value"]
    if topic == "?":
        ack(response_action="errors", errors={"topic": "Tell us more"})
        return
    ack()
    days = " ".join(option["value"] for option in values["days"]["days"]["selected_options"])
    chosen = values["who"]["who"]["selected_option"]
    person = chosen["text"]["text"] if chosen else None
    channel = client.conversations_open(users=body["user"]["id"])["channel"]["id"]
    sent = client.chat_postMessage(channel=channel, text=f"Topic: {topic}")
    client.chat_update(channel=channel, ts=sent["ts"], text=f"Topic: {topic}; days: {days}; with: {person}")


@app.event("app_mention")
def mentioned(event, client, say):
    user = client.users_info(user=event["user"], include_locale=True)["user"]
    client.chat_postEphemeral(channel=event["channel"], user=event["user"], text=f"Only you, {user['locale']}")
    say(text=f"Hello, {user['real_name']}", thread_ts=event["ts"])


@app.event("app_home_opened")
def home(event, client):
    blocks = [{"type": "header", "text": plain("Your sign-ups")}]
    client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


@app.event("message")
@app.event("user_change")
def ignored():
    """What the bot hears and has nothing to say to."""


@app.shortcut("about")
def about(ack, shortcut, client):
    ack()
    view = {"type": "modal", "title": plain("About"), "blocks": [{"type": "divider"}]}
    client.views_open(trigger_id=shortcut["trigger_id"], view=view)


@app.error
def failed(error):
    print("FAILED", repr(error), file=sys.stderr, flush=True)


def main():
    port = os.environ.get("BOT_PORT")
    if port is not None:
        app.start(port=int(port), path="/slack", http_server_logger_enabled=False)
        return
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect()
    print("READY", flush=True)
    threading.Event().wait()


main()
