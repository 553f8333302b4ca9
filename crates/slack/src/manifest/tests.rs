//! The manifest as an operator gets it.

use chat::{Kind, Param, Spec, Specs};
use serde_json::Value;

use super::{ManifestOptions, Reached, explain, manifest};
use crate::CommandStyle;
use crate::render::validator;

fn options(style: CommandStyle) -> ManifestOptions {
    ManifestOptions {
        style,
        ..ManifestOptions::default()
    }
}

fn http() -> ManifestOptions {
    let url = "https://bot.example/slack".to_owned();
    ManifestOptions {
        reached: Reached::Http { url },
        ..ManifestOptions::default()
    }
}

fn commands(manifest: &Value) -> String {
    let list = manifest["features"]["slash_commands"].as_array().unwrap();
    let line = |command: &Value| {
        let part = |name: &str| command[name].as_str().unwrap_or_default().to_owned();
        let (command, hint, about) = (part("command"), part("usage_hint"), part("description"));
        format!("{command} {hint}: {about}")
    };
    list.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_is_what_slack_says_a_manifest_is() {
    let Some(schema) = validator("manifest") else {
        return;
    };
    for options in [
        options(CommandStyle::One),
        options(CommandStyle::Each),
        http(),
    ] {
        let manifest = manifest(&commands::specs(), &options);
        let errors = schema.iter_errors(&manifest);
        let errors: Vec<String> = errors.map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn by_default_there_is_one_command_and_a_socket() {
    let manifest = manifest(&commands::specs(), &ManifestOptions::default());
    insta::assert_snapshot!(serde_json::to_string_pretty(&manifest).unwrap(), @r##"
    {
      "display_information": {
        "background_color": "#1f4f82",
        "description": "Answers, announcements and counseling sign-ups of the Data Science Center in Health",
        "name": "DASH-bot"
      },
      "features": {
        "app_home": {
          "home_tab_enabled": true,
          "messages_tab_enabled": true,
          "messages_tab_read_only_enabled": false
        },
        "bot_user": {
          "always_online": true,
          "display_name": "dash-bot"
        },
        "shortcuts": [
          {
            "callback_id": "ask_message",
            "description": "Ask DASH the question in this message; only you see the answer",
            "name": "Ask DASH",
            "type": "message"
          }
        ],
        "slash_commands": [
          {
            "command": "/dash",
            "description": "Ask DASH a question, or give a command",
            "should_escape": false,
            "usage_hint": "[question | ask | topics | lectures | counseling | team | mydata | language | help | staff]"
          }
        ]
      },
      "oauth_config": {
        "scopes": {
          "bot": [
            "app_mentions:read",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:write",
            "usergroups:read",
            "users:read"
          ]
        }
      },
      "settings": {
        "event_subscriptions": {
          "bot_events": [
            "app_home_opened",
            "app_mention",
            "message.im",
            "channel_archive",
            "channel_deleted",
            "channel_left",
            "group_archive",
            "group_deleted",
            "group_left",
            "member_left_channel",
            "subteam_members_changed",
            "subteam_updated",
            "user_change",
            "app_uninstalled",
            "tokens_revoked"
          ]
        },
        "interactivity": {
          "is_enabled": true
        },
        "org_deploy_enabled": false,
        "socket_mode_enabled": true,
        "token_rotation_enabled": false
      }
    }
    "##);
}

#[test]
fn each_first_word_can_be_a_command_of_its_own_beside_the_one_that_takes_everything() {
    let manifest = manifest(&commands::specs(), &options(CommandStyle::Each));
    insta::assert_snapshot!(commands(&manifest), @"
    /dash [question | ask | topics | lectures | counseling | team | mydata | language | help | staff]: Ask DASH a question, or give a command
    /ask <question>: Ask a question about DASH
    /dash-topics [topic=…]: See what you can ask about
    /lectures latest: Mini-lectures
    /counseling signup | status: Machine learning counseling
    /team ask <question> | questions: People instead of a bot
    /mydata show | export | erase: What I keep about you
    /language <language>: Choose the language in which I answer you
    /dash-help : See what I can do for you
    /staff signups list [state=…] | signups open <signup> | signups accept <signup> | signups decline <signup> | signups reopen <signup> | questions list [state=…] | questions open <question> | questions take <question> | questions reply <question> | questions close <question> <how> | questions reopen <question> | knowledge list [which=…] | knowledge show <topic> [language=…] | knowledge edit <topic> <language> | knowledge write [language=…] | knowledge retire <topic> <language> | knowledge restore <topic> <language> | knowledge review <topic> [language=…] | knowledge history <topic> [language=…] | knowledge export [which=…] | knowledge import | knowledge gaps [back=…] | settings show | settings set <setting> <value> | settings reset <setting> | settings history [setting=…] | settings undo <setting> | settings here | start post | figures | person find <who> | person export <who> | person erase <who> | status: For the DASH team
    ");
    for command in manifest["features"]["slash_commands"].as_array().unwrap() {
        assert!(command["command"].as_str().unwrap().len() <= 32);
        assert!(!command["description"].as_str().unwrap().ends_with("-about"));
    }
}

#[test]
fn without_a_socket_all_comes_to_one_address() {
    let manifest = manifest(&commands::specs(), &http());
    let text = manifest.to_string();
    assert_eq!(text.matches("https://bot.example/slack").count(), 4);
    assert_eq!(manifest["settings"]["socket_mode_enabled"], false);
}

#[test]
fn files_are_read_only_where_a_command_takes_one() {
    const SPEC: Spec = Spec {
        name: "upload",
        params: &[Param::form(
            "file",
            Kind::File {
                max_bytes: 1,
                types: &[],
            },
        )],
        ..Spec::MEMBER
    };
    let scopes = |specs: &Specs| {
        let manifest = manifest(specs, &ManifestOptions::default());
        manifest["oauth_config"]["scopes"]["bot"].to_string()
    };
    assert!(scopes(&Specs::new(vec![&SPEC])).contains("files:read"));
    assert!(!scopes(&commands::specs()).contains("files:read"));
}

#[test]
fn each_permission_is_explained() {
    for scope in explain() {
        assert!(
            scope.why.ends_with('.') && scope.reads.ends_with('.'),
            "{}",
            scope.name
        );
    }
}
