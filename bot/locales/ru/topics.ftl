# Дерево тем: заголовки, кнопки и имена папок базы знаний.
topics-title = Темы
topics-body =
    { $entries ->
        [one] { $entries } статья
        [few] { $entries } статьи
       *[other] { $entries } статей
    } в { $topics ->
        [one] { $topics } теме
       *[other] { $topics } темах
    }. Откройте тему, чтобы увидеть её статьи, или просто спросите словами.
topic-body =
    { $count ->
        [one] { $count } статья.
        [few] { $count } статьи.
       *[other] { $count } статей.
    }
topic-page = Страница { $page } из { $pages }.
topic-name-build = Сборка
topic-name-compose = Compose: команды
topic-name-compose-file = Файл compose.yaml
topic-name-concepts = Понятия
topic-name-containers = Контейнеры
topic-name-context = Контексты
topic-name-dockerfile = Dockerfile
topic-name-errors = Ошибки
topic-name-howto = Рецепты
topic-name-images = Образы
topic-name-networks = Сети
topic-name-swarm = Swarm
topic-name-system = Система
topic-name-volumes = Тома
button-topics = 📚 Темы
button-random = 🎲 Узнать что-нибудь
button-random-again = 🎲 Ещё
button-previous = ‹ Назад
button-next = Дальше ›
