# The journal's figures: /stats, /misses and python -m bot journal.
journal-questions =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }: { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
journal-answered = answered
journal-choices = with choices
journal-missed = not answered
journal-share = { $title }: { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
journal-smalltalk = Greetings, thanks and the like: { $count }
journal-latency = A reply takes: half { $half }, 90 % { $most }, 99 % { $nearly }, the slowest { $worst }
journal-milliseconds = { NUMBER($milliseconds, maximumFractionDigits: 1) } ms
journal-votes-title = Votes by entry
journal-votes-entry = entry
journal-votes-more = and { $count } more
journal-no-votes = No votes yet.
journal-misses-title = What went wrong
journal-no-misses = No question lacks a good answer.
journal-miss-disliked = { $count } with 👎
journal-chart-empty = no questions yet
journal-chart-span =
    one bar: { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
journal-date = { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $day }
journal-misses-file =
    Questions without a good answer, the most frequent first.
    Write the entry's id after entry (or several: [a, b]) and add the question to its questions. Filled rows suit tests/questions/.
    Delete a row without sense. Put what is personal in a question into words of your own.
journal-misses-row =
    { $count ->
        [one] once
       *[other] { $count } times
    }, the last on { $last }
journal-misses-shown = shown: { $shown }
