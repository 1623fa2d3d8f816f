# The words of the Telegram face: screens, buttons, notices. Not a sentence about Docker.
telegram-help-title = How to ask
telegram-help-body =
    Write as you like: a question ("run vs start"), a command ("docker ps -a") or two words ("publish port"). Typos, slang and the wrong keyboard layout are fine. An error or a file can be sent as it is, up to 256 KB. Edit your question, and I edit the answer.

    - /topics — all topics
    - /lifecycle — the life of a container in a picture
    - /compose — Docker Compose, sorted
    - /random — learn something new
    - /settings — language and look of answers
    - /privacy — what is kept, /forgetme — delete it
    - /about — who answers

    In any chat type `@{ $username }` and a question, and send the answer there. In a group call me by name, reply to my messages or write `/ask` with a question. Reply to somebody's error with `@{ $username }`, and I will read it.
privacy-title = What is kept
privacy-kept =
    { $days ->
        [one] A question is kept for { $days } day
       *[other] A question is kept for { $days } days
    }: { $what }. Beside it stands neither name nor number but an irreversible fingerprint made with this server's key. The language and the look that you chose are kept until you delete them.
privacy-texts = its text with passwords and keys cut out (of a file only the name), the time, the language, what I answered and how fast, and your vote
privacy-no-texts = the time, the language, what I answered and how fast, and your vote, but not the text itself
privacy-not-kept = This server keeps no journal: questions and votes are not stored. The language and the look that you chose last until the bot restarts.
privacy-logged = Texts of questions, with passwords and keys cut out, go into the server's log too: whoever runs this bot has set it so.
privacy-always =
    In memory, for some hours at most, the bot knows what the talk is about and which answer belongs to which message. Files are read in memory and not stored. The answer is found on this very server: questions are sent nowhere, there is no language model.

    Delete all of yours: /forgetme.
forgotten-title = Forgotten
forgotten-body =
    { $count ->
        [0] Nothing was kept about you.
        [one] { $count } record about you is deleted.
       *[other] { $count } records about you are deleted.
    }
not-forgotten-title = That failed
not-forgotten-body = The journal cannot be reached now. Try later, or write to whoever runs this bot.
about-title = About
about-body =
    A Docker reference, version { $version }, with { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    } that people write and check. No language model, no access to your server.

    Code and knowledge base are open under the MIT licence: you can host your own.
settings-title = Settings
settings-body =
    Language: { $chosen }.
    Answers: { $style }.
settings-language-auto = that of the question
settings-language-ru = Russian
settings-language-en = English
settings-style-rich = with tables and sections
settings-style-classic = plain messages
settings-kept = Noted
settings-not-kept = This could not be kept
button-language-auto = As asked
button-language-ru = Russian
button-language-en = English
button-style-rich = With tables
button-style-classic = Plain
button-chosen = ✓ { $label }
button-settings = ⚙️ Settings
button-help = ❓ How to ask
button-privacy = 🔒 What is kept
button-about = ℹ️ About
button-copy = 📋 Copy
button-share = ↗ Share
button-open = Open in the bot
button-back = ‹ Back to the list
details = More
usage-ask-title = Ask what?
usage-ask-body = Put the question after the command: `/ask how to get into a container`. Or reply with it to a message that has an error.
vote-thanks = Thank you!
vote-sorry = Sorry. What else it may be is on the buttons under the answer.
vote-sorry-alone = Sorry. Ask in another way: what you do and what goes wrong.
vote-not-kept = This answer can no longer be rated
stranger = These buttons belong to whoever asked. Ask yourself, and you get your own.
too-many-title = Let us take a breath
too-many-body =
    There are more questions than I can answer. I will be back in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }.
document-too-large-title = The file is too large
document-too-large-body = I read up to { $limit } KB. Send the part with the error: as text or as a smaller file.
document-unknown-title = I don't read such files
document-unknown-body = I understand { $kinds } with text inside. Describe a picture, an archive or a document in words.
document-binary-title = This is no text
document-binary-body = There is no text inside that I could read. Send a log or a configuration as text.
document-lost-title = The file did not arrive
document-lost-body = Telegram did not hand the file over. Send it again, or paste it as text.
usage-guest-title = How can I help?
usage-guest-body = Write a question after `@{ $username }`, or reply with that word to a message that has an error.
inline-nothing = Nothing found. Ask in a private chat
inline-open = Ask in a private chat
command-topics = all topics
command-random = learn something new
command-ask = ask in a group
command-settings = language and look of answers
command-privacy = what is kept
command-about = who answers
command-forgetme = delete my data
command-stats = figures of a month
command-misses = questions without an answer
admins-only-title = This is for the operator
admins-only-body = Figures and misses are for whoever runs this bot. Questions I answer for everybody.
no-journal-title = No journal
no-journal-body = There is nothing to count: the journal is off or cannot be reached now.
misses-none-title = No misses
misses-none-body =
    { $days ->
        [one] In { $days } day
       *[other] In { $days } days
    } no question went without an answer.
misses-caption =
    { $count ->
        [one] { $count } question
       *[other] { $count } questions
    } without a good answer
convert-gone-title = That was long ago
convert-gone-body = I no longer have the conversion. Send the command or the file again.
