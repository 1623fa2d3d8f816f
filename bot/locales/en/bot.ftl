# The bot's own words. Not a sentence about Docker: that is for the knowledge base.
help-title = How to ask
help-body =
    Write as you like: a question ("run vs start"), a command ("docker ps -a") or two words ("publish port"). Typos, slang and the wrong keyboard layout are fine.

    - /lifecycle — the life of a container in a picture
    - /compose — Docker Compose, sorted
    - /start — where to begin

    If several topics fit, I offer them as buttons. If I don't know, I say so.
choices-title = Which one do you mean?
choices-body = Several topics fit. Pick one:
unknown-title = I don't know
unknown-body = The knowledge base has no answer to this. Try one sentence: what you do and what goes wrong.
unknown-nearest = The nearest topics are on the buttons.
empty-title = An empty message
empty-body = There are no words to search for. Ask about Docker, for example: "how to get into a container".
not-text-title = Text only
not-text-body = I don't read files, voice or stickers yet. Describe the question in words, or paste a command or an error as text.
gone-title = An old button
gone-body = This entry is gone. Ask in words, or open the menu: /start.
error-title = Something went wrong
error-body = I could not put an answer together; the fault is mine. Please ask in another way.
smalltalk-hello = Hello! I answer questions about Docker. Try "how to see logs" or "CMD vs ENTRYPOINT".
smalltalk-thanks = You're welcome! Ask on if anything is unclear.
smalltalk-who = I'm a Docker reference in a chat: I look answers up in a knowledge base written by people. No language model, no access to your server. What I can do: /help.
smalltalk-bye = See you! Containers won't stop themselves.
smalltalk-how-are-you = Status: Up, healthy. And how is your Docker?
smalltalk-ok = Good. If a Docker question comes up, just write.
related = See also
too-long = The message is long; I read it in parts.
bot-description = I answer questions about Docker: commands, Dockerfile, Compose, errors. Write as you speak, typos and all: the answer comes at once, with commands to copy. No language model involved.
bot-short-description = Docker answers: commands, Compose, errors
command-start = where to begin
command-help = how to ask
command-lifecycle = the life of a container
command-compose = Docker Compose, sorted
button-menu = ☰ Menu
chat-welcome = Ask about Docker. /help tells how, /quit leaves, a number presses a button.
chat-no-button = There is no button with this number.
chat-bye = Bye!
chat-unknown-command = No such command. There are: { $commands }
ask-picture = Picture: { $path }
button-alternative = or: { $title }
explained-several = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
    } here
explained-more = And { $count ->
    [one] one more piece: send it
   *[other] { $count } more: send them
    } separately.
button-convert = ⇄ docker run ↔ compose
