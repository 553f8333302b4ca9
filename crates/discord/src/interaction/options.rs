//! A slash command's words and options as Discord sends them.

use chat::{Args, File, Value};
use serenity::model::application::{
    CommandData, CommandDataOption, CommandDataOptionValue as Sent, CommandDataResolved,
};

use crate::PLATFORM;

/// The command's name, `staff signups list`, and the options below it.
pub(super) fn words(data: &CommandData) -> (String, &[CommandDataOption]) {
    let mut name = data.name.clone();
    let mut options = data.options.as_slice();
    while let [option] = options
        && let Sent::SubCommand(below) | Sent::SubCommandGroup(below) = &option.value
    {
        name.push(' ');
        name.push_str(&option.name);
        options = below;
    }
    (name, options)
}

/// The options as arguments.
pub(super) fn args(options: &[CommandDataOption], resolved: &CommandDataResolved) -> Args {
    let mut args = Args::new();
    for option in options {
        if let Some(value) = value(&option.value, resolved) {
            args.set(option.name.clone(), value);
        }
    }
    args
}

fn value(sent: &Sent, resolved: &CommandDataResolved) -> Option<Value> {
    Some(match sent {
        Sent::String(text) => Value::Text(text.clone()),
        Sent::Integer(int) => Value::Int(*int),
        Sent::Boolean(flag) => Value::Flag(*flag),
        Sent::User(id) => Value::Person(PLATFORM, id.to_string()),
        Sent::Attachment(id) => {
            let file = resolved.attachments.get(id)?;
            let media_type = file
                .content_type
                .as_deref()
                .unwrap_or("application/octet-stream");
            Value::File(File {
                name: file.filename.clone(),
                // Without `; charset=…`.
                media_type: media_type
                    .split(';')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
                bytes: file.size.into(),
                url: file.url.clone(),
            })
        }
        _ => return None,
    })
}
