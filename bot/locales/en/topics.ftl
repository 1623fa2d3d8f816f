# The tree of topics: titles, buttons and the names of the knowledge base's folders.
topics-title = Topics
topics-body =
    { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    } in { $topics ->
        [one] { $topics } topic
       *[other] { $topics } topics
    }. Open a topic to see its entries, or just ask in words.
topic-body =
    { $count ->
        [one] { $count } entry.
       *[other] { $count } entries.
    }
topic-page = Page { $page } of { $pages }.
topic-name-build = Build
topic-name-compose = Compose commands
topic-name-compose-file = compose.yaml
topic-name-concepts = Concepts
topic-name-containers = Containers
topic-name-context = Contexts
topic-name-dockerfile = Dockerfile
topic-name-errors = Errors
topic-name-howto = Recipes
topic-name-images = Images
topic-name-networks = Networks
topic-name-swarm = Swarm
topic-name-system = System
topic-name-volumes = Volumes
button-topics = 📚 Topics
button-random = 🎲 Teach me something
button-random-again = 🎲 Another
button-previous = ‹ Previous
button-next = Next ›
