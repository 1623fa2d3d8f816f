# Слова телеграм-лица: экраны, кнопки, уведомления. О Docker здесь ни предложения.
telegram-help-title = Как спрашивать
telegram-help-body =
    Пишите как удобно: вопросом («чем run отличается от start»), командой («docker ps -a») или парой слов («прокинуть порт»). Опечатки, сленг и забытую раскладку понимаю. Ошибку или файл можно прислать как есть, до 256 КБ. Поправили вопрос — поправлю и ответ.

    - /topics — все темы
    - /lifecycle — жизнь контейнера на картинке
    - /compose — Docker Compose по полкам
    - /random — узнать что-нибудь новое
    - /settings — язык и вид ответов
    - /privacy — что хранится, /forgetme — удалить
    - /about — кто отвечает

    В любом чате наберите `@{ $username }` и вопрос: ответ можно будет отправить туда. В группе зовите по имени, отвечайте на мои сообщения или пишите `/ask` с вопросом. Ответьте на чужую ошибку словом `@{ $username }`, и я её разберу.
privacy-title = Что хранится
privacy-kept =
    { $days ->
        [one] Вопрос хранится { $days } день
        [few] Вопрос хранится { $days } дня
       *[other] Вопрос хранится { $days } дней
    }: { $what }. Рядом стоит не имя и не номер, а необратимый отпечаток с ключом этого сервера. Выбранный язык и вид ответов хранятся, пока вы их не удалите.
privacy-texts = его текст с вырезанными паролями и ключами (у файла только имя), время, язык, что и как быстро я ответил, ваша оценка
privacy-no-texts = время, язык, что и как быстро я ответил, ваша оценка, но не сам текст
privacy-not-kept = Журнал на этом сервере выключен: вопросы и оценки не хранятся. Выбранный язык и вид ответов живут до перезапуска бота.
privacy-logged = Тексты вопросов с вырезанными паролями и ключами попадают и в лог сервера: так настроил тот, кто держит бота.
privacy-always =
    В памяти, самое большее несколько часов, бот помнит тему разговора и какой ответ относится к какому сообщению. Файлы читаются в памяти и не сохраняются. Ответ ищется на этом же сервере: вопросы никуда не отправляются, языковой модели нет.

    Удалить всё своё: /forgetme.
forgotten-title = Забыл
forgotten-body =
    { $count ->
        [0] О вас ничего не хранилось.
        [one] Удалена { $count } запись о вас.
        [few] Удалены { $count } записи о вас.
       *[other] Удалено { $count } записей о вас.
    }
not-forgotten-title = Не получилось
not-forgotten-body = Журнал сейчас недоступен. Попробуйте позже или напишите тому, кто держит бота.
about-title = О боте
about-body =
    Справочник по Docker, версия { $version }. В базе { $entries ->
        [one] { $entries } статья
        [few] { $entries } статьи
       *[other] { $entries } статей
    }, их пишут и проверяют люди. Языковой модели и доступа к вашему серверу нет.

    Код и база открыты под лицензией MIT: можно поднять у себя.
settings-title = Настройки
settings-body =
    Язык: { $chosen }.
    Вид ответов: { $style }.
settings-language-auto = как в вопросе
settings-language-ru = русский
settings-language-en = английский
settings-style-rich = с таблицами и разделами
settings-style-classic = простые сообщения
settings-kept = Запомнил
settings-not-kept = Не получилось запомнить
button-language-auto = Как в вопросе
button-language-ru = Русский
button-language-en = English
button-style-rich = С таблицами
button-style-classic = Простые
button-chosen = ✓ { $label }
button-settings = ⚙️ Настройки
button-help = ❓ Как спрашивать
button-privacy = 🔒 Что хранится
button-about = ℹ️ О боте
button-copy = 📋 Скопировать
button-share = ↗ Поделиться
button-open = Открыть в боте
button-back = ‹ К списку
details = Подробнее
usage-ask-title = Что спросить?
usage-ask-body = Напишите вопрос после команды: `/ask как зайти в контейнер`. Или ответьте этой командой на сообщение с ошибкой.
vote-thanks = Спасибо!
vote-sorry = Жаль. Вот что ещё похоже: кнопки под ответом.
vote-sorry-alone = Жаль. Спросите иначе: что делаете и что мешает.
vote-not-kept = Этот ответ уже не оценить
stranger = Это кнопки того, кто спрашивал. Спросите сами, и у вас будут свои.
too-many-title = Передохнём
too-many-body =
    Вопросов больше, чем я успеваю. Отвечу снова через { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
       *[other] { $seconds } секунд
    }.
document-too-large-title = Файл великоват
document-too-large-body = Читаю до { $limit } КБ. Пришлите кусок с ошибкой: текстом или файлом поменьше.
document-unknown-title = Такой файл не читаю
document-unknown-body = Понимаю { $kinds } — текстом внутри. Картинку, архив или документ опишите словами.
document-binary-title = Это не текст
document-binary-body = Внутри не текст, разобрать не могу. Пришлите журнал или файл настроек текстом.
document-lost-title = Файл не скачался
document-lost-body = Telegram не отдал файл. Пришлите ещё раз или вставьте текстом.
usage-guest-title = Чем помочь?
usage-guest-body = Напишите вопрос после `@{ $username }` или ответьте этим словом на сообщение с ошибкой.
inline-nothing = Не нашёл. Спросить в личном чате
inline-open = Спросить в личном чате
command-topics = все темы
command-random = узнать что-нибудь новое
command-ask = задать вопрос в группе
command-settings = язык и вид ответов
command-privacy = что хранится
command-about = кто отвечает
command-forgetme = удалить свои данные
command-stats = цифры за месяц
command-misses = вопросы без ответа
admins-only-title = Это для хозяина бота
admins-only-body = Цифры и промахи видит тот, кто держит этого бота. А на вопросы я отвечаю всем.
no-journal-title = Журнала нет
no-journal-body = Считать нечего: журнал выключен или сейчас недоступен.
misses-none-title = Промахов нет
misses-none-body =
    За { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    } не нашлось вопросов без ответа.
misses-caption =
    { $count ->
        [one] { $count } вопрос
        [few] { $count } вопроса
       *[other] { $count } вопросов
    } без хорошего ответа
convert-gone-title = Это было давно
convert-gone-body = Пересказ я уже забыл. Пришлите команду или файл ещё раз.
