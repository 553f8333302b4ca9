// A small bot on Slack's own library: what it understands and what it sends is what the fake Slack is held against.
"use strict";
const { App, HTTPReceiver } = require("@slack/bolt");

const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, BOT_PORT } = process.env;
const posted = BOT_PORT !== undefined;

const plain = (text) => ({ type: "plain_text", text });
const form = (title) => ({
  type: "modal",
  callback_id: "signup",
  title: plain(title),
  submit: plain("Send"),
  close: plain("Cancel"),
  private_metadata: "c1",
  blocks: [
    {
      type: "input",
      block_id: "topic",
      label: plain("Topic"),
      element: { type: "plain_text_input", action_id: "topic", max_length: 100 },
    },
    {
      type: "input",
      block_id: "days",
      optional: true,
      label: plain("Days"),
      element: {
        type: "checkboxes",
        action_id: "days",
        options: [
          { text: plain("Monday"), value: "mo" },
          { text: plain("Tuesday"), value: "tu" },
        ],
      },
    },
    {
      type: "input",
      block_id: "who",
      optional: true,
      label: plain("With whom"),
      element: { type: "external_select", action_id: "who", min_query_length: 1, placeholder: plain("Search") },
    },
  ],
});

async function main() {
  const settings = { token: SLACK_BOT_TOKEN, clientOptions: { slackApiUrl: SLACK_API_URL } };
  const app = posted
    ? new App({ ...settings, receiver: new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, endpoints: "/slack" }) })
    : new App({ ...settings, appToken: SLACK_APP_TOKEN, socketMode: true });

  app.command("/dash", async ({ command, ack, respond }) => {
    if (command.text === "ack") {
      await ack({ text: "One moment" });
      return;
    }
    await ack();
    await respond({
      text: `You asked: ${command.text}`,
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: `*You asked:* ${command.text}` } },
        {
          type: "actions",
          elements: [{ type: "button", action_id: "open", value: "c1", style: "primary", text: plain("Sign up") }],
        },
      ],
    });
  });

  app.action("open", async ({ ack, body, client }) => {
    await ack();
    const opened = await client.views.open({ trigger_id: body.trigger_id, view: form("Loading") });
    await client.views.update({ view_id: opened.view.id, hash: opened.view.hash, view: form("Sign up") });
  });

  app.options("who", async ({ ack, payload }) => {
    await ack({ options: [{ text: plain(`${payload.value}!`), value: payload.value }] });
  });

  app.view("signup", async ({ ack, body, view, client }) => {
    const values = view.state.values;
    if (values.topic.topic.value === "?") {
      await ack({ response_action: "errors", errors: { topic: "Tell us more" } });
      return;
    }
    await ack();
    const days = values.days.days.selected_options.map((option) => option.value).join(" ");
    const who = values.who.who.selected_option?.text.text;
    const opened = await client.conversations.open({ users: body.user.id });
    const channel = opened.channel.id;
    const sent = await client.chat.postMessage({ channel, text: `Topic: ${values.topic.topic.value}` });
    await client.chat.update({
      channel,
      ts: sent.ts,
      text: `Topic: ${values.topic.topic.value}; days: ${days}; with: ${who}`,
    });
  });

  app.event("app_mention", async ({ event, client, say }) => {
    const about = await client.users.info({ user: event.user, include_locale: true });
    await client.chat.postEphemeral({ channel: event.channel, user: event.user, text: `Only you, ${about.user.locale}` });
    await say({ text: `Hello, ${about.user.real_name}`, thread_ts: event.ts });
  });

  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "header", text: plain("Your sign-ups") }] },
    });
  });

  app.shortcut("about", async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: { type: "modal", title: plain("About"), blocks: [{ type: "divider" }] },
    });
  });

  app.error(async (error) => {
    console.error("FAILED", error);
    process.exitCode = 1;
  });

  await app.start(posted ? Number(BOT_PORT) : undefined);
  console.log("READY");
}

main();
