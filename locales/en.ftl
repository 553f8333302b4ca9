## Time

ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days = { $count ->
    [one] a day ago
   *[other] { $count } days ago
}

## Choices

choice-nl = Dutch
choice-en = English
choice-auto = Automatic
choice-idea = Idea
choice-data = Collecting data
choice-model = Building a model
choice-use = Validating or using
choice-table = Tables and lab values
choice-image = Images
choice-text = Text
choice-signal = Signals (ECG, monitor, wearable)
choice-omics = Genetics and omics
choice-other = Something else, or several
choice-new = New
choice-accepted = Accepted
choice-declined = Declined
choice-withdrawn = Withdrawn
choice-all = All
choice-not_for_us = Not for us
choice-resolved = Resolved
choice-waiting = Waiting
choice-answered = Answered
choice-closed = Closed

## Commands: what they do and what they take

ask-about = Ask a question about DASH
ask-question-about = Your question, in your own words
ask-title = Ask DASH
ask-question-label = Question
ask-question-placeholder = In your own words; never about a patient
topics-about = See what you can ask about
topics-topic-about = The topic you want to read about
lectures-about = Mini-lectures
lectures-latest-about = See the newest mini-lectures
counseling-about = Machine learning counseling
counseling-signup-about = Sign up for machine learning counseling
counseling-signup-title = Sign up for counseling
counseling-signup-name-label = Name
counseling-signup-department-label = Department
counseling-signup-department-placeholder = For example Cardiology
counseling-signup-question-label = Question
counseling-signup-question-placeholder = What do you want to predict or understand, with which data? No patient data.
counseling-signup-email-label = E-mail (optional)
counseling-signup-stage-label = Project stage
counseling-signup-data-label = Kind of data
counseling-status-about = See your sign-up, change it or withdraw it
counseling-edit-title = Change your sign-up
counseling-edit-name-label = Name
counseling-edit-department-label = Department
counseling-edit-question-label = Question
counseling-edit-email-label = E-mail (optional)
team-about = People instead of a bot
team-ask-about = Hand a question to the DASH team
team-ask-question-about = Your question, in your own words
team-ask-title = Ask the team
team-ask-question-label = Question
team-ask-question-placeholder = What do you want to know? Never about a patient.
team-questions-about = See what you asked the team, and what it said
team-back-title = Answer back
team-back-text-label = What you want to say
team-back-text-placeholder = Never about a patient
language-about = Choose the language in which I answer you
language-language-about = Dutch, English, or as your app says
language-language-label = language
help-about = See what I can do for you
staff-about = For the DASH team
staff-signups-about = Counseling sign-ups
staff-signups-list-about = List the sign-ups
staff-signups-list-state-about = Which ones; new ones if you leave it out
staff-signups-list-state-label = state
staff-signups-open-about = Open a sign-up; this is noted
staff-signups-open-signup-about = The reference, such as C-0042
staff-signups-open-signup-label = sign-up
staff-signups-accept-about = Accept a sign-up
staff-signups-accept-signup-about = The reference, such as C-0042
staff-signups-accept-signup-label = sign-up
staff-signups-decline-about = Decline a sign-up with a reason
staff-signups-decline-signup-about = The reference, such as C-0042
staff-signups-decline-signup-label = sign-up
staff-signups-decline-title = Decline a sign-up
staff-signups-decline-reason-label = Reason, as the applicant reads it
staff-signups-decline-reason-placeholder = Say why, and what they can do instead
staff-signups-reopen-about = Take a decision back
staff-signups-reopen-signup-about = The reference, such as C-0042
staff-signups-reopen-signup-label = sign-up
staff-questions-about = Questions to the team
staff-questions-list-about = List the questions to the team
staff-questions-list-state-about = Which; without a choice those that wait
staff-questions-list-state-label = state
staff-questions-open-about = Read a question and all that was written about it
staff-questions-open-question-about = The number, such as Q-0007
staff-questions-open-question-label = question
staff-questions-take-about = Tell colleagues that you see to a question
staff-questions-take-question-about = The number, such as Q-0007
staff-questions-take-question-label = question
staff-questions-reply-about = Reply to a question
staff-questions-reply-question-about = The number, such as Q-0007
staff-questions-reply-question-label = question
staff-questions-reply-title = Reply
staff-questions-reply-text-label = Reply
staff-questions-reply-text-placeholder = As the asker reads it. You check it before it is sent.
staff-questions-close-about = Close a question: resolved, or not for us
staff-questions-close-question-about = The number, such as Q-0007
staff-questions-close-question-label = question
staff-questions-close-how-about = Resolved, or not for us: then the asker is told
staff-questions-close-how-label = how
staff-questions-reopen-about = Take a closed question up again
staff-questions-reopen-question-about = The number, such as Q-0007
staff-questions-reopen-question-label = question
staff-start-about = The standing message of a channel
staff-start-post-about = Put the standing message with its buttons into this channel
staff-status-about = See how the bot runs and what is wrong

## Answers

ask-the-team = Ask the team
ask-unsure-title = I am not sure
ask-unsure-text = Did you mean one of these? If not, ask the team.
ask-unsure-nothing = This is not something I know about. The team may.
answer-footer = { $source }, last reviewed { $reviewed }
link-website = Website
link-email = E-mail
link-privacy-officer = Privacy officer
link-newsletter = Newsletter
link-youtube = YouTube channel
link-privacy-statement = Privacy statement
link-data-leak = Report a data leak
next-counseling-signup = Sign up
next-counseling-status = My sign-up
next-mydata-show = What you keep of me
next-mydata-erase = Erase it
next-lectures-latest = Newest lectures
next-topics = All topics
next-help = What I can do
topics-title = What you can ask about
topics-text = Choose a topic, or ask in your own words.
topics-menu = Topics { $first } to { $last }
topics-unknown = I do not have that topic. These I do have:

## Help

help-title = What I can do for you
help-text = I am DASH-bot. I answer questions about the Data Science Center in Health, tell you about new mini-lectures and take your sign-up for machine learning counseling.
help-more = You can also mention me in a channel or send me a direct message: a question, or one of the words status, withdraw, help. Never write about a patient here.
help-button = What I can do
help-topics = All topics
help-language = Nederlands
help-footer = Only you see my answers, unless you mention me in a channel.
language-title = Language
language-set = From now on I answer you in English, in direct messages too.
language-auto = From now on I follow the language of your app.

## Mini-lectures

lectures-title = Newest mini-lectures
lectures-none = There are no mini-lectures yet. New ones are announced here.
lecture-watch = Watch
lecture-all = All lectures
post-lecture-title = New mini-lecture: { $title }

## Standing message

start-title = Welcome to DASH
start-text = Ask us anything about data science, machine learning and AI in health. Answers are only for you.
start-latest = Newest mini-lecture
start-ask = Ask
start-signup = Sign up
start-whats-on = What's on
start-my-signup = My sign-up
start-footer = Sign up: a counseling meeting with the Machine Learning Lab, for clinicians.
start-posted-title = Posted
start-posted-text = The standing message appears in this channel in a moment. Pin it so that people find it.
start-stands-title = It is here already
start-stands-text = The standing message stands in this channel and was brought up to date. Was it deleted by hand? Then give the command once more.
start-direct-title = Not in a direct message
start-direct-text = The standing message belongs in a channel. Give the command in the channel where it should stand.

## Sign-ups

signup-summary-title = Check your sign-up
signup-summary-text = This goes to the team. Send it, or change it first.
signup-summary-choose = Choose the project stage and the kind of data, then send it.
signup-summary-missing = **Not sent yet.** Choose the project stage and the kind of data first.
signup-field-name = Name
signup-field-department = Department
signup-field-email = E-mail
signup-field-stage = Project stage
signup-field-data = Kind of data
signup-privacy = The team uses this to plan your counseling. Only you and the team see it; it is deleted a year after the case is closed.
signup-privacy-controller = Responsible: { $who }.
signup-privacy-statement = More in the [privacy statement]({ $url }).
signup-not-sent = Not sent yet. The draft disappears after a day.
signup-send = Send
signup-edit = Edit
signup-discard = Discard
signup-discarded-title = Discarded
signup-discarded-text = The draft is gone. Nothing was sent or kept.
start-again = Start again
signup-receipt-title = Received: sign-up { $reference }
signup-receipt-text = The team reads your question and you hear from us here. Until then you can change it or withdraw it.
signup-already-title = Sign-up { $reference } was already sent
signup-already-text = You pressed Send before. Nothing was sent twice.
signup-private = Only you and the team see this.
signup-view = My sign-up
signup-title = Sign-up { $reference }
signup-sent-at = Sent
signup-state-new = New
signup-state-accepted = Accepted
signup-state-declined = Declined
signup-state-withdrawn = Withdrawn
signup-now-new = The team has your question and has not decided yet.
signup-now-accepted = Your sign-up was accepted. Someone of the Machine Learning Lab plans a meeting with you.
signup-now-declined = The team could not take this on. You find the reason below.
signup-now-withdrawn = You withdrew this sign-up.
signup-reason = Reason
signup-others = Your other sign-ups
signup-withdraw = Withdraw
signup-again = Sign up again
signup-about = What to prepare
signup-none-title = You have no sign-up
signup-none-text = Machine learning counseling is a meeting in which the lab helps you on with your project. Signing up takes two minutes.
signup-unknown-title = Sign-up not found
signup-unknown-text = I find no sign-up of yours with that reference. Your own stands under My sign-up.
signup-decided-title = The team has decided
signup-decided-text = This sign-up can no longer be changed. Where it stands you see under My sign-up.
signup-accepted-title = Sign-up { $reference } was accepted
signup-accepted-text = Someone of the Machine Learning Lab picks it up and plans a time with you.
signup-declined-title = Sign-up { $reference } was declined
signup-declined-text = We cannot take this on. You can ask us something else or sign up again with another question.
signup-reopened-title = Sign-up { $reference } is being looked at again
signup-reopened-text = The earlier decision was taken back. You hear from us here.
withdraw-title = Withdraw sign-up { $reference }?
withdraw-text = The team sees that you withdrew it. You can always sign up again.
withdraw-keep = Keep it
withdraw-sure = Withdraw
withdraw-nothing-title = Nothing to withdraw
withdraw-nothing-text = You have no open sign-up.
withdrawn-title = Sign-up { $reference } was withdrawn
withdrawn-text = The team sees it. You can sign up again at any time.
direct-closed = **I cannot send you a direct message.** Allow direct messages from members of this community in your privacy settings, otherwise you only find news of your sign-up under My sign-up.
undelivered = **A direct message to you was refused.** Allow direct messages from members of this community in your privacy settings. News of your sign-up stands under My sign-up, answers of the team under My questions.

## Questions to the team

inquiry-summary-title = Ask the team
inquiry-summary-text = The DASH team will see your name and this question. The answer comes as a direct message.
inquiry-summary-label = Question from { $name }
inquiry-send = Send to the team
inquiry-receipt-title = With the team: question { $reference }
inquiry-receipt-text = You hear from us here, as a rule within two working days.
inquiry-already-title = Question { $reference } had been sent already
inquiry-mine = My questions
inquiry-title = Question { $reference }
inquiry-own-question = Your question
inquiry-line-own = You
inquiry-others = Your other questions
inquiry-none-title = You have not asked the team anything
inquiry-none-text = What I do not know, people may. They see your name and your question.
inquiry-unknown-title = Question not found
inquiry-unknown-text = I find no question of yours with that number. Your own stand under My questions.
inquiry-reply-title = Answer to your question { $reference }
inquiry-reply-by = { $name }, DASH team
inquiry-reply-team = The DASH team
inquiry-back = Answer back
inquiry-helped = This helped
inquiry-helped-title = Question { $reference } is done with
inquiry-helped-text = Good to hear. The team sees it, too.
inquiry-back-sent-title = Sent: your answer to { $reference }
inquiry-back-sent-text = The team has it. You hear from us here.
inquiry-passed-title = About your question { $reference }
inquiry-passed-text = We have read it, and we are not the ones who can answer it. Did we get you wrong? Then answer back.
inquiry-state-open = Waiting for the team
inquiry-state-taken = Taken up
inquiry-state-answered = Answered
inquiry-state-resolved = Done with
inquiry-state-not_for_us = Not for us
team-nobody-title = Nobody reads along here
team-nobody-text = The team has no channel here. Look for the address under All topics, Contact.
team-forgotten-title = I no longer have that question
team-forgotten-text = Questions are kept for a while and without your name. Type it once more.

## Staff

card-signup-title = { $reference } · { $department } · { $stage } · { $language }
card-signup-open = Open
card-signup-accept = Accept
card-signup-decline = Decline
card-signup-state = State
card-signup-since = Waiting since
card-signup-when = When
card-signup-by = By
card-signup-unreachable = **This applicant takes no direct messages.** They only see news under My sign-up.
a-colleague = a colleague
staff-open = Open { $reference }
staff-open-account = Account
staff-open-language = Language
staff-open-footer = Only you see this. That you opened it was noted.
staff-open-history = { $count ->
    [0] Nobody opened this before you.
    [one] Opened once before.
   *[other] Opened { $count } times before.
}
staff-reopen = Take back
staff-first-title = Someone was first
staff-first-text = { $reference } was decided before. Nothing of yours was changed.
staff-open-again-title = It is open
staff-open-again-text = Nobody has decided on { $reference } now. Nothing of yours was changed.
staff-accepted-title = { $reference } accepted
staff-accepted-text = The applicant gets a direct message.
staff-declined-title = { $reference } declined
staff-declined-text = The applicant gets a direct message with your reason.
staff-reopened-title = { $reference } is open again
staff-reopened-text = The applicant gets a direct message.
staff-signup-unknown-title = No such sign-up
staff-signup-unknown-text = Type a reference such as C-0042, or choose from the list.
staff-list-title = Sign-ups: { $what } ({ $count })
staff-list-all = All
staff-list-none = There are none.
staff-list-open = Open one; this is noted
staff-list-button = All sign-ups
staff-list-reference = Reference
staff-list-department = Department
staff-list-stage = Stage
staff-list-state = State
staff-list-since = Sent
inquiry-card-title = { $reference } · question from { $name }
inquiry-question = Question
inquiry-asker = Asked by
inquiry-language = Reads
inquiry-reply = Reply
inquiry-take = Take
inquiry-more = More
inquiry-back-title = { $name } answered back on { $reference }
inquiry-back-label = Answer
inquiry-waiting-title = { $reference } has waited for two working days
inquiry-waiting-text = Nobody has replied yet.
staff-question-unknown-title = There is no such question
staff-question-unknown-text = Type a number such as Q-0007, or choose from the list.
staff-question-first-text = Something was done with { $reference } already. Nothing of yours was changed.
staff-question-taken-title = You have taken { $reference }
staff-question-taken-text = Colleagues see it on the card.
staff-question-reply-in = Reply (reads { $language })
staff-question-check-title = Check your reply to { $reference }
staff-question-check-text = This goes to { $name } as a direct message. They can answer back.
staff-question-send-named = Send as { $name }
staff-question-send-team = Send as the team
staff-question-sent-title = Sent: your reply to { $reference }
staff-question-sent-text = The asker gets it as a direct message. If they answer back, you read it here.
staff-question-sent-already-title = Your reply to { $reference } had been sent already
staff-question-sent-already-text = Nothing was sent twice.
staff-question-resolved-title = { $reference } is done with
staff-question-resolved-text = The asker is not told anything more.
staff-question-passed-title = { $reference } is not for us
staff-question-passed-text = The asker is told in a direct message.
staff-question-reopened-title = { $reference } is open again
staff-question-reopened-text = It waits for the team.
staff-questions-title = Questions to the team: { $what } ({ $count })
staff-questions-open-one = Open one
staff-questions-button = All questions
staff-questions-reference = Number
staff-questions-asker = Asked by
staff-questions-state = State
staff-questions-since = Since
staff-status-button = How the bot runs
staff-status-well = All is well
staff-status-troubles = { $count ->
    [one] Something is wrong
   *[other] { $count } things are wrong
}
staff-status-connected = { $platform }: connected since
staff-status-not-connected = Not connected
staff-status-event = { $platform }: last heard
staff-status-sent = { $platform }: last message
staff-status-waiting = { $platform }: waiting
staff-status-nothing-waits = Nothing
staff-status-waits = { $count ->
    [one] One message
   *[other] { $count } messages
}; the oldest from { $since }: { $why }
staff-status-in = { $count ->
    [one] within a minute
   *[other] in { $count } min
}
wait-under-way = it is being sent
wait-held = { $platform } wants us to wait; goes on { $time }
wait-retry = not taken yet, tried { $count ->
    [one] once
   *[other] { $count } times
}; again { $time }
wait-uncertain = it may have arrived; I look { $time }
wait-due = it is its turn
staff-status-source = Video feed last read
staff-status-database = Database
staff-status-disk = Disk
staff-status-free = { $free } of { $size } free
staff-status-clock = Clock ahead by
staff-status-started = Running since
staff-status-not-yet = Not yet
staff-status-not-measured = Not measured yet
staff-status-retry = Try again
staff-status-refresh = Refresh
staff-status-footer = Version { $version } · The operator sees more with dash-bot status
status-starting = I am still starting.
status-database-silent = **The database does not answer.** Tell the operator; until then I can keep and show nothing.
status-not-connected = **I am not connected to { $platform }.** I keep trying. If it lasts, tell the operator.
status-nothing-is-sent = **On { $platform } nothing is sent**; the oldest message is from { $since }. Tell the operator.
status-channel-refuses = **I cannot write in the { $purpose }** ({ $reason }; first refused { $since }). Put that right, or let the operator choose another channel; then press Try again below How the bot runs.
status-finding = Something in the set-up on { $platform } is not right. The operator reads what with dash-bot doctor.
status-source-fails = **The video feed gives nothing**, the first time { $since }. New mini-lectures come late; I keep trying.
status-disk-nearly-full = **The disk is nearly full**: { $free } is left. Tell the operator.
status-clock-wrong = **The clock is wrong** by { $off }. Tell the operator.
reason-unknown_target = it is gone, or I do not see it
reason-not_permitted = I lack the permission to view it, send messages or embed links
reason-direct_closed = it takes no messages from me
reason-refused = what I send is not taken
reason-subject_gone = what I had to tell is gone
platform-discord = Discord
platform-slack = Slack
platform-page = Page
staff-retry-title = I try again
staff-retry-text = { $count ->
    [0] Nothing was missed. The next message shows whether it works.
    [one] One message that was refused goes out now.
   *[other] { $count } messages that were refused go out now.
} Whether it works, you see below How the bot runs.
post-staff-role-gone-title = The staff role was deleted
post-staff-role-gone-text = Whoever was staff by it can no longer moderate here. Make a role, give it to the staff, and ask the operator to name it in the configuration (staff_roles).
page-previous = Previous
page-next = Next
completion-signup = { $reference } · { $department } · { $state }
purpose-announcements = announcements channel
purpose-staff = staff channel
purpose-start = channel of the standing message
purpose-direct = direct messages
post-target-failed-title = I cannot post in the { $purpose }
post-target-failed-text = The channel is gone or I may not write there. Give me the permissions to view the channel, send messages and embed links, or ask the operator to choose another channel.
post-target-failed-channel = Channel
post-feed-failed-title = I cannot read the video feed
post-feed-failed-text = For a day it has given nothing, so new mini-lectures are announced late. I keep trying. If it lasts, ask the operator to check the channel in the configuration.
post-feed-failed-since = Last good answer
post-feed-again-title = I can read the video feed again
post-feed-again-text = It gave nothing for a day. What appeared meanwhile has been announced.
post-gap-title = I was away
post-gap-killed = As far as I know I was not there in that time. If somebody put an older state of my database back, please check the latest sign-ups. What was waiting goes out now, unless it is too old. Before I post anything I look whether it stands there already.
post-gap-stopped = In that time I answered nobody and posted nothing. What was waiting goes out now, unless it is too old. Before I post anything I look whether it stands there already.
post-gap-restored = I go on from an older state of my database. What happened between these two moments I no longer know: please check the latest sign-ups. Before I post anything I look whether it stands there already.
post-gap-from = From
post-gap-until = Until
post-gap-late = Sent late
post-gap-dropped = Too old, no longer sent
post-gap-found = Stood there already
post-gap-waiting = Still waiting
post-gap-nothing = Nothing was waiting to be sent.
post-gap-announcements = { $count ->
    [one] 1 announcement
   *[other] { $count } announcements
}
post-gap-cards = { $count ->
    [one] 1 message to staff
   *[other] { $count } messages to staff
}
post-gap-messages = { $count ->
    [one] 1 message to an applicant
   *[other] { $count } messages to applicants
}

## Refusals

back-to-form = Keep editing
refused-stranger-title = I only answer members
refused-stranger-text = I could not see that you are a member of this community. Join it and try again.
refused-access-title = For the DASH team only
refused-access-text = Your roles do not allow this. If they should, ask the operator of the bot.
refused-limit-title = That is a lot at once
refused-limit-text = Wait { $seconds } s and try again. Nothing was lost.
refused-busy-title = Many people are asking now
refused-busy-text = Wait { $seconds } s and try again. Nothing was lost.
refused-expired-title = This is no longer here
refused-expired-text = What you filled in is kept for a day and only for you. Please start again.
refused-stale-title = That button no longer works
refused-stale-text = It comes from an older version. Give the command again.
refused-patient-title = This seems to be about a patient
refused-patient-text = Your text has { $what } (field "{ $field }", sentence { $sentence }). Patient data does not belong here; nothing of it was kept. Take it out and try again, or ask without the person.
refused-patient-public = **Delete your message from this channel**: it has { $what } (sentence { $sentence } of "{ $field }"), and everyone here can read it. I kept nothing of it. Ask again without the person.
refused-patient-waive = This was not a patient
patient-bsn = what looks like a citizen service number
patient-patient-number = what looks like a patient number
patient-birth-date = what looks like a date of birth
patient-patient-name = what looks like a patient's name
problem-title = Not quite right yet
problem-missing = "{ $field }" is empty. Fill it in and try again.
problem-too-long = "{ $field }" is longer than { $max } characters. Make it shorter and try again.
problem-number = "{ $field }" takes a whole number from { $min } to { $max }.
problem-choice = "{ $field }" takes one of: { $choices }.
problem-date = "{ $field }" takes a date such as 3-12-2026, with a time such as 15:00 where one is asked.
problem-file = The file for "{ $field }" is too large or of a kind that I do not take.
problem-kind = I cannot use what was given for "{ $field }". Choose from the list and try again.
problem-email = I cannot send mail to what stands in "{ $field }". Check the address, or leave it empty.
fault-title = Something went wrong on our side
fault-text = Nothing of yours was changed. Try again in a moment; if it stays, tell the team this number.
fault-footer = Fault { $id }

## Text grammar

grammar-unknown-title = I don't know that command
grammar-unknown-text = Nothing was done. `{ $before }help` lists what you can ask for.
grammar-unknown-near = Nothing was done. Did you mean { $commands }? `{ $before }help` lists everything.
grammar-too-much-title = That is more than this command takes
grammar-too-much-text = Nothing was done. It is typed like this: `{ $usage }`.
grammar-help = What I can do

## What the adapters say by themselves

adapter-again-title = That took too long
adapter-again = The form was not ready in time. Nothing was changed.
adapter-again-button = Try again
adapter-elsewhere = I only work in the DASH community
adapter-unshown-title = I can't show the answer here
adapter-unshown = Your request was handled, but the answer did not come through. The operator can see why in the log.

## Slack

slack-send = Send
slack-cancel = Cancel
slack-close = Close
slack-loading = One moment
slack-waive = Patient data
slack-dash-about = Ask DASH a question, or give a command

## Local page

page-local = Local page: everything here stays on this machine
page-you-are = You are
page-person-member = member
page-person-staff = staff
page-language = Language
page-channels = Channels
page-ask = Ask
page-ask-about = Your conversation with the bot. Ask in your own words, or give a command.
page-ask-empty = Nothing was said here yet. You can begin with one of these:
page-announcements = Announcements
page-announcements-about = What the community hears of: new mini-lectures, webinars, events.
page-announcements-empty = Nothing was announced yet.
page-direct = Messages to you
page-direct-about = What the bot tells you alone, such as the receipt of a sign-up.
page-direct-empty = There are no messages for you.
page-staff = Staff
page-staff-about = The channel of the staff. Members do not see it.
page-staff-empty = There is nothing to be done here. A card appears for each sign-up.
page-skip = To the command line
page-skip-posts = To the posts
page-command-label = Ask or give a command
page-command-hint = A question in your own words, or / for the commands
page-send = Send
page-offers = Suggestions
page-found = Suggestions: #
page-new = new
page-offline = That did not get through. Is the program still running? Try again in a moment.
page-failed = The program could not do that (error #). Reload the page and try again.
page-too-long = That is too long
page-too-long-about = Nothing was done with it. Go back and send less text.
page-posts-failed = The posts can't be shown at the moment. Reload the page in a moment.
page-only-you = Only you see this
page-notice-ok = Done
page-notice-refused = Not done
page-notice-failed = Failed
page-form-send = Send
page-form-cancel = Cancel
page-form-file = Files can't be handed over on this page.
page-choose = Choose…
page-menu-go = Choose
page-yes = Yes
page-no = No
page-download = Download { $name } ({ $size })
page-table-page = Page { $page } of { $of }
page-missing = There is nothing here
page-missing-back = Back to the conversation

## What is known of a person

mydata-about = What I keep about you
mydata-show-about = See everything that I keep about you
mydata-export-about = Get everything that I keep about you as a file
mydata-erase-about = Erase everything that I keep about you; I ask before I do
mydata-title = What I keep about you
mydata-text = This is all of it. Questions that you asked are noted without your name, so I cannot tell which are yours.
mydata-nothing = I keep nothing about you. Questions that you asked are noted without your name.
mydata-export = Export
mydata-erase = Erase
mydata-footer = Only you see this.
mydata-exported-title = Your data
mydata-exported-text = Everything that I keep about you stands in this file.
erase-title = Erase everything?
erase-goes = **What goes**
erase-goes-posts = - What I posted about it: cards in the staff channel, direct messages, answers
erase-stays = **What stays, and why**
erase-stays-questions = - Questions that were asked: it is not known whose they are
erase-stays-own = - Messages that people wrote themselves: only who wrote them can delete those
erase-stays-backups = - Backups, until their time is over: two weeks, unless the operator keeps them longer. Nothing comes back from them
erase-stays-ledger = - A code without the name, so that a backup does not bring anything back
erase-stays-audit = { $count ->
    [one] - One line of the audit log of what was done as staff, with the account id, for a year: it accounts for who saw personal data
   *[other] - { $count } lines of the audit log of what was done as staff, with the account id, for a year: they account for who saw personal data
}
erase-sure = Erase for good
erase-footer = Nothing has been erased yet. It cannot be undone.
erased-title = Erased
erased-text = Everything is gone from the database. My messages about it are being deleted; that can take a minute.
erased-number = Noted without a name under { $number }
person-found-title = Known of this person
person-export = Export for them
person-exported-title = Data of this person
person-exported-text = Everything that I keep about this person stands in this file. Give it to nobody else.
person-erase-title = Erase this person?
person-several-title = More than one person
person-several-text = Several people fit. Use a sign-up's reference such as C-0042, or the account's id.
person-unknown-title = Nobody found
person-unknown-text = I know nobody by that. Try a sign-up's reference such as C-0042, the account's id, or the e-mail address of a sign-up.
staff-person-about = Data of one person, at their request
staff-person-find-about = See how much is kept of somebody; this is noted
staff-person-find-who-about = Reference, account id or e-mail address
staff-person-find-who-label = person
staff-person-export-about = Get everything that is kept of somebody as a file; this is noted
staff-person-export-who-about = Reference, account id or e-mail address
staff-person-export-who-label = person
staff-person-erase-about = Erase somebody who asked for it; I ask before I do
staff-person-erase-who-about = Reference, account id or e-mail address
staff-person-erase-who-label = person
staff-figures-about = See how much the bot was used, by month
figures-title = Figures by month
figures-none = Nothing was counted yet.
figures-month = Month
figure-sent = Sign-ups
figure-accepted = Accepted
figure-declined = Declined
figure-answered = Answered
figure-unanswered = Not answered
figures-others = others together { $count }
figures-footer = Groups under five are not shown apart.
post-signup-erased-title = { $reference } is gone
post-signup-erased-text = The applicant had everything about them erased. Nothing of the case is kept; a meeting that you planned is off.
record-at = When
record-command = Command
record-subject = About
record-begun = Begun
record-content = Content
record-expires = Kept until
record-reference = Reference
record-state = State
record-name = Name
record-department = Department
record-question = Question
record-email = E-mail
record-stage = Project stage
record-data = Kind of data
record-language = Language
record-reason = Reason
record-sent = Sent
record-changed = Last changed
record-history = Done
record-history_at = On
record-line_own = You wrote
record-line_team = The team wrote
record-line_at = On
record-message = Message
record-delivery = Delivery
record-platform = Platform
record-account = Account
record-met = First seen
record-seen = Last seen
transition-send = sent
transition-edit = changed
transition-withdraw = withdrawn
transition-accept = accepted
transition-decline = declined
transition-reopen = decision taken back
transition-open = opened by staff
cause-signup_receipt = receipt of a sign-up
cause-signup_accepted = sign-up accepted
cause-signup_declined = sign-up declined
cause-signup_reopened = decision on a sign-up taken back
delivery-pending = on its way
delivery-sent = sent
delivery-failed = refused
delivery-expired = too late to be of use
delivery-gone = deleted since

## Register of processing: what each table holds of people

register-title = Register of processing of DASH-bot
register-intro = What the bot keeps of people, why, for how long and where it goes. Made from the program's own declarations, one for each table of its database.
register-controller = Controller
register-privacy-officer = Privacy officer
register-statement = Privacy statement
register-unset = not set ([contact] in the configuration)
register-recipients = Where data goes
register-platform = The chat platform on which the bot answers: what the bot says to somebody, in a channel or a direct message, is stored there too. The bot deletes its messages about a person when that person is erased.
register-database = The database, on a machine of the operator. Every text about or by a person is encrypted in it when a key is set.
register-copies = Copies of the database: backups, as long as the operator keeps them (those that the program's own timer makes: two weeks), and up to a month those from before an update or a restore. Nobody who was erased comes back from one.
register-journal = The log of the machine: commands, times and numbers of accounts and cases, no names and nothing that anyone wrote. It is kept as long as the operator has set.
register-nobody-else = Nobody else. The bot calls no language model and sends nothing to third parties.
register-rights = What a person can do
register-rights-text = See, export and erase everything that is known of them with /mydata; staff and the operator can do the same for somebody who has left. What was erased stays erased after a backup is restored.
register-table = Table
register-whose = Whose
register-data = What
register-purpose = What for
register-kept = How long
register-shown = Shown to
register-exported = Copy
register-erased = Erasure
register-whose-nobody = nobody's
register-whose-member = members
register-whose-asker = who asks a question
register-whose-applicant = who signs up
register-whose-staff = staff
register-kept-days = { $days } days
register-kept-expiry = at most a day
register-kept-signup = { $days } days after the sign-up was closed or last changed
register-kept-inquiry = { $days } days after the question was last changed
register-kept-delivery = { $days } days after it was sent or ended; a message about a sign-up as long as the sign-up
register-kept-person = as long as other rows refer to it
register-kept-seen = { $days } days after the person was last seen, and as long as other rows refer to it
register-kept-forever = as long as the bot is in use
register-audit-title = Audit log
register-audit-data = who of the staff called which command on which case, when, and how it ended
register-audit-purpose = to account for who saw and changed personal data
register-audit-shown = the operator
register-audit-exported = the person's own lines
register-audit-erased = not on request: it goes by itself after its time, and accounts for what was done until then
register-counters-title = Counters
register-counters-data = the last number of each kind that was given out
register-counters-purpose = to give out references and to keep messages in order
register-counters-shown = as references, to those who see what they refer to
register-counters-exported = nothing of a person
register-counters-erased = nothing of a person; a number that was given out is not given out again
register-deliveries-title = Messages
register-deliveries-data = which message went where and when, by ids; no text
register-deliveries-purpose = to send each message once, in order, to change it afterwards and to delete it
register-deliveries-shown = staff, where a message could not be sent
register-deliveries-exported = what was sent to the person and when
register-deliveries-erased = the messages are deleted on the platform, then their rows go
register-feeds-title = Feeds
register-feeds-data = names of feeds, when they were read and how that went
register-feeds-purpose = to read each feed no more often than needed, and to say when one fails
register-feeds-shown = staff and the operator
register-feeds-exported = nothing of a person
register-feeds-erased = nothing of a person
register-gaps-title = Times away
register-gaps-data = from when to when the bot was away
register-gaps-purpose = to send nothing twice afterwards, and to tell staff what went out late
register-gaps-shown = staff and the operator
register-gaps-exported = nothing of a person
register-gaps-erased = nothing of a person
register-heard-title = Answered messages
register-heard-data = which message the bot answered, whose account wrote it, when, and where the answer stands; not what was written
register-heard-purpose = to answer each message once, also after the bot was restarted, and to find the answers to a person again
register-heard-shown = nobody
register-heard-exported = when the person was answered
register-heard-erased = at once, with the answers themselves, when the person asks
register-inquiries-title = Questions to the team
register-inquiries-data = name, question and its language; who of the team took it
register-inquiries-purpose = to answer what the bot does not know
register-inquiries-shown = staff; the asker
register-inquiries-exported = all of it
register-inquiries-erased = at once; the staff's cards and the messages to the person are deleted
register-inquiry_lines-title = What was written about questions to the team
register-inquiry_lines-data = what the asker and the team wrote, when, and under which name
register-inquiry_lines-purpose = to go on with a question
register-inquiry_lines-shown = staff; the asker
register-inquiry_lines-exported = with the question
register-inquiry_lines-erased = with the question; in what was written about other people's questions the person's name goes and the text stays
register-leases-title = Turns
register-leases-data = which process of the bot is at work
register-leases-purpose = so that only one answers at a time, and another takes over
register-leases-shown = the operator
register-leases-exported = nothing of a person
register-leases-erased = nothing of a person
register-lectures-title = Mini-lectures
register-lectures-data = what the publisher wrote of each video
register-lectures-purpose = to announce each mini-lecture once, and to list them
register-lectures-shown = everyone
register-lectures-exported = nothing of a person
register-lectures-erased = nothing of a person: DASH itself published it
register-months-title = Figures by month
register-months-data = how many sign-ups, decisions and questions there were in a month, by stage, kind of data and language
register-months-purpose = to say how much the counseling and the answers are used, when the rows themselves are gone
register-months-shown = staff; groups under five are not shown apart
register-months-exported = nothing of a person
register-months-erased = nothing of a person
register-parked-title = Drafts
register-parked-data = what was begun and not sent: drafts of sign-ups, filters, pages
register-parked-purpose = to go on where the person left off
register-parked-shown = the person alone
register-parked-exported = all of it
register-parked-erased = at once
register-people-title = Account
register-people-data = platform, the platform's id of the account, the chosen language
register-people-purpose = to answer in the person's language, and to know whose sign-up is whose
register-people-shown = staff, as the applicant's account in a case that they open
register-people-exported = all of it
register-people-erased = at once, or when the last message to the person is deleted; for staff when their last line of the audit log goes
register-pulse-title = Sign of life
register-pulse-data = when the bot was last alive
register-pulse-purpose = to know after a start how long the bot was away
register-pulse-shown = the operator
register-pulse-exported = nothing of a person
register-pulse-erased = nothing of a person
register-questions-title = Questions
register-questions-data = the question's words, without who asked
register-questions-purpose = to see which answers are missing or not found
register-questions-shown = staff
register-questions-exported = it is not known whose they are
register-questions-erased = by themselves after their time; it is not known whose they are
register-signup_history-title = History of sign-ups
register-signup_history-data = who did what with a sign-up, and when
register-signup_history-purpose = to see how a sign-up came to where it is, and who saw its personal data
register-signup_history-shown = staff
register-signup_history-exported = with the sign-up
register-signup_history-erased = with the sign-up; in the history of other people's sign-ups the person's name goes and the line stays
register-signups-title = Sign-ups
register-signups-data = name, department, question, e-mail where it is asked for, stage and kind of data of the project; who decided, and why
register-signups-purpose = to plan and hold the counseling that was asked for
register-signups-shown = the case to staff; the person to the staff member who opens it; all of it to the applicant
register-signups-exported = all of it
register-signups-erased = at once; the staff's cards and the messages to the person are deleted
register-targets-title = Places
register-targets-data = channels that the bot writes to; for direct messages the person's id on the platform
register-targets-purpose = to know where messages go, and to wait where a platform asks for it
register-targets-shown = staff, where one can't be reached
register-targets-exported = with the account
register-targets-erased = with the last message to the person
