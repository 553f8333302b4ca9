// The least that a bot on Slack's own library can do: it acknowledges and answers with a constant.
"use strict";
const { App } = require("@slack/bolt");

const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = process.env;
const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});

app.command("/dash", async ({ ack, respond }) => {
  await ack();
  await respond({
    text: "DASH helps",
    blocks: [{ type: "section", text: { type: "plain_text", text: "DASH helps with data science in health." } }],
  });
});

app.start();
