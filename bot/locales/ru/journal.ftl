# Цифры журнала: /stats, /misses и python -m bot journal.
journal-questions =
    { $days ->
        [one] За { $days } день
        [few] За { $days } дня
       *[other] За { $days } дней
    }: { $count ->
        [one] { $count } вопрос
        [few] { $count } вопроса
       *[other] { $count } вопросов
    }
journal-answered = с ответом
journal-choices = с выбором
journal-missed = без ответа
journal-share = { $title }: { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
journal-smalltalk = Приветствий, благодарностей и прочего: { $count }
journal-latency = Ответ готов за: половина { $half }, 90 % { $most }, 99 % { $nearly }, самый долгий { $worst }
journal-milliseconds = { NUMBER($milliseconds, maximumFractionDigits: 1) } мс
journal-votes-title = Оценки по статьям
journal-votes-entry = статья
journal-votes-more = и ещё { $count }
journal-no-votes = Оценок пока нет.
journal-misses-title = Что не удалось
journal-no-misses = Вопросов без хорошего ответа нет.
journal-miss-disliked = { $count } с 👎
journal-chart-empty = пока нет вопросов
journal-chart-span =
    столбик: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }
journal-date = { $day } { $month ->
        [1] янв
        [2] фев
        [3] мар
        [4] апр
        [5] мая
        [6] июн
        [7] июл
        [8] авг
        [9] сен
        [10] окт
        [11] ноя
       *[12] дек
    }
journal-misses-file =
    Вопросы, на которые не нашлось хорошего ответа, частые сначала.
    Впишите в entry имя статьи (или несколько: [a, b]) и добавьте вопрос в её questions. Заполненные строки годятся для tests/questions/.
    Строку без смысла удалите. Личное в вопросе перепишите своими словами.
journal-misses-row =
    { $count ->
        [one] { $count } раз
        [few] { $count } раза
       *[other] { $count } раз
    }, последний { $last }
journal-misses-shown = показано: { $shown }
